"""Bundles in a zip file, unpacked with distrust and packed the same way every time."""

import re
import stat
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from writing.bundles.limits import (
    MAX_ARCHIVE,
    MAX_MEMBERS,
    MAX_UNPACKED,
    MEGABYTE,
)
from writing.bundles.pictures import FORMATS
from writing.bundles.series import SERIES
from writing.bundles.tags import TAGS
from writing.bundles.writer import INDEX, MANIFEST, REFERENCES

ENCRYPTED = 0x1
# What may stand beside the folders of reviews.
LISTS = (SERIES, TAGS, MANIFEST)
LONGEST_NAME = 255
LONGEST_PATH = 1_000
# What Windows takes for a device, whatever its ending.
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
ARCHIVE = re.compile(
    r".*\.(?:zip|gz|tgz|tar|bz2|xz|zst|7z|rar|jar|whl|iso|cab)", re.IGNORECASE
)
PIECE = 64 * 1024
# What `zipfile` raises when the bytes make no sense.
DAMAGE = (BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError)
# What begins each entry of a zip file's table of contents.
ENTRY = b"PK\x01\x02"
EARLIEST = (1980, 1, 1, 0, 0, 0)
FILE_MODE = stat.S_IFREG | 0o644
UNIX = 3
# What a Mac adds to the zip files it makes.
MACS_FOLDER = "__MACOSX"
MACS_FILE = ".DS_Store"


class ArchiveError(Exception):
    """A zip file that is not taken, and why."""


def pack(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """A zip file of these files, piece by piece: the same bytes for the same files.

    No more than one file is held at a time.
    """
    written = _Written()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, data in files:
            member = ZipInfo(name, EARLIEST)
            member.compress_type = ZIP_DEFLATED
            member.create_system = UNIX
            member.external_attr = FILE_MODE << 16
            archive.writestr(member, data)
            yield written.take()
    yield written.take()


class _Written(RawIOBase):
    """What has been written and nobody has taken yet; there is no way back in it."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


def unpack(data: bytes, library: Path) -> None:
    """Write the bundles of a zip file into a folder that is still empty.

    Raises `ArchiveError` for all that is no bundle, series.yaml or tags.yaml.
    """
    with opened(data) as archive:
        members = list(checked(archive, _fault_of_bundles))
        copied = copied_files(archive, members)
        for member, content in copied:
            path = library / member.filename
            path.parent.mkdir(exist_ok=True)
            with path.open("xb") as target:
                target.writelines(content)
        _refuse_headless({member.filename for member in members})


@contextmanager
def opened(data: bytes) -> Iterator[ZipFile]:
    """A zip file to read from; an `ArchiveError` if that makes no sense."""
    if len(data) > MAX_ARCHIVE:
        raise ArchiveError(f"The file is larger than {MAX_ARCHIVE // MEGABYTE} MB.")
    # Counted before the table of contents is read, which takes memory for each entry.
    if data.count(ENTRY) > MAX_MEMBERS:
        raise ArchiveError(f"There are more than {MAX_MEMBERS} files in it.")
    try:
        with ZipFile(BytesIO(data)) as archive:
            yield archive
    except DAMAGE as error:
        raise ArchiveError("This is no zip file, or a damaged one.") from error
    except RuntimeError as error:
        raise ArchiveError("It is packed in a way that is not read here.") from error


def copied_files(
    archive: ZipFile, members: list[ZipInfo]
) -> Iterator[tuple[ZipInfo, Iterator[bytes]]]:
    """The files with their content, piece by piece, to be read in their order.

    What the archive says of sizes is not believed: what comes out of it is counted.
    """
    left = MAX_UNPACKED
    for member in members:
        taken = _Counted(left)
        yield member, taken.pieces(archive, member)
        left -= taken.size


class _Counted:
    """Reads one file of at most `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0

    def pieces(self, archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
        try:
            with archive.open(member) as source:
                while piece := source.read(PIECE):
                    self._count(piece)
                    yield piece
        except (BadZipFile, zlib.error, EOFError) as error:
            wrong = (
                "its checksum is wrong" if "CRC" in str(error) else "it is unreadable"
            )
            name = printable(member.filename)
            raise ArchiveError(f"“{name}” is damaged: {wrong}.") from error

    def _count(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self.limit:
            most = MAX_UNPACKED // MEGABYTE
            raise ArchiveError(f"Unpacked it is larger than {most} MB.")


# What may be in it


def checked(archive: ZipFile, fault_of: Callable[[ZipInfo], str]) -> Iterator[ZipInfo]:
    """The files; the first thing that does not belong raises an `ArchiveError`.

    `fault_of` says in the words that follow a name what is wrong with a plain file.
    """
    seen = set()
    for member in archive.infolist():
        name = member.filename
        if fault := _fault(member) or fault_of(member):
            raise ArchiveError(f"“{printable(name)}” {fault}.")
        # Some file systems don't tell capitals from small letters.
        if name.casefold() in seen:
            raise ArchiveError(f"“{printable(name)}” is in it twice.")
        seen.add(name.casefold())
        if not (member.is_dir() or _is_macs(name)):
            yield member


def _fault(member: ZipInfo) -> str:
    """What is wrong with a member, in the words that follow its name."""
    if not _is_plain_path(member):
        return "is no name of a file in a bundle"
    if member.flag_bits & ENCRYPTED:
        return "is encrypted"
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "is packed in a way that is not read here"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if member.is_dir() else stat.S_IFREG):
        return "is no plain file"
    if ARCHIVE.fullmatch(member.filename):
        return "is an archive within the archive, which is not opened"
    return ""


def _fault_of_bundles(member: ZipInfo) -> str:
    """What is wrong with a file or folder where there should be bundles only."""
    name = member.filename
    belongs = name.count("/") == 1 if member.is_dir() else _belongs(name)
    if belongs or _is_macs(name):
        return ""
    return (
        f"does not belong here: there may be {SERIES}, {TAGS}, and folders with "
        f"{INDEX}, {REFERENCES} and pictures"
    )


def _is_plain_path(member: ZipInfo) -> bool:
    """Whether it is a path within the archive on every system."""
    name = member.filename
    # A name is cut off at a NUL, after which anything might follow.
    if name != member.orig_filename or not name.isprintable():
        return False
    if len(name) > LONGEST_PATH or set(name) & set("\\:"):
        return False
    return all(map(_is_plain_name, name.removesuffix("/").split("/")))


def _is_plain_name(part: str) -> bool:
    fits = 0 < len(part.encode()) <= LONGEST_NAME
    # Windows drops a full stop or a blank at the end, "." and ".." are folders.
    return fits and part[-1] not in ". " and not DEVICE.fullmatch(part)


def _belongs(name: str) -> bool:
    if name in LISTS:
        return True
    folder, _, file = name.partition("/")
    known = file in (INDEX, REFERENCES) or Path(file).suffix.lower() in FORMATS
    return folder not in LISTS and "/" not in file and known


def _is_macs(name: str) -> bool:
    return name.startswith(f"{MACS_FOLDER}/") or Path(name).name == MACS_FILE


def _refuse_headless(names: set[str]) -> None:
    """Every folder must be a bundle, and there must be something."""
    if not names:
        raise ArchiveError("There is no review in it.")
    folders = {name.partition("/")[0] for name in names - set(LISTS)}
    for folder in sorted(folders):
        if f"{folder}/{INDEX}" not in names:
            raise ArchiveError(f"There is no {INDEX} in the folder “{folder}”.")


def printable(name: str) -> str:
    """A name that can be shown, however odd it is."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    return shown if len(shown) <= LONGEST_NAME else f"{shown[:LONGEST_NAME]}…"
