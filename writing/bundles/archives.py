"""Bundles in a zip file, unpacked with distrust and packed the same way every time."""

import stat
import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
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
from writing.bundles.writer import INDEX, REFERENCES

ENCRYPTED = 0x1
# What may stand beside the folders of reviews.
LISTS = (SERIES, TAGS)
LONGEST_NAME = 255
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


def pack(folder: str, files: Mapping[str, bytes]) -> bytes:
    """A zip file of one folder: the same bytes for the same files."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            member = ZipInfo(f"{folder}/{name}", EARLIEST)
            member.compress_type = ZIP_DEFLATED
            member.create_system = UNIX
            member.external_attr = FILE_MODE << 16
            archive.writestr(member, files[name])
    return packed.getvalue()


def unpack(data: bytes, library: Path) -> None:
    """Write the bundles of a zip file into a folder that is still empty.

    Raises `ArchiveError` for all that is no bundle, series.yaml or tags.yaml. What the
    file says of its sizes is not believed: what comes out of it is counted.
    """
    if len(data) > MAX_ARCHIVE:
        raise ArchiveError(f"The file is larger than {MAX_ARCHIVE // MEGABYTE} MB.")
    # Counted before the table of contents is read, which takes memory for each entry.
    if data.count(ENTRY) > MAX_MEMBERS:
        raise ArchiveError(f"There are more than {MAX_MEMBERS} files in it.")
    try:
        with ZipFile(BytesIO(data)) as archive:
            _unpack(archive, library)
    except DAMAGE as error:
        raise ArchiveError("This is no zip file, or a damaged one.") from error
    except RuntimeError as error:
        raise ArchiveError("It is packed in a way that is not read here.") from error


def _unpack(archive: ZipFile, library: Path) -> None:
    members = [member for member in _checked(archive) if not _is_macs(member.filename)]
    left = MAX_UNPACKED
    for member in members:
        path = library / member.filename
        path.parent.mkdir(exist_ok=True)
        left -= _copy(archive, member, path, left)
    _refuse_headless({member.filename for member in members})


def _copy(archive: ZipFile, member: ZipInfo, path: Path, limit: int) -> int:
    """Unpack one file of at most `limit` bytes; how many it had."""
    size = 0
    with archive.open(member) as source, path.open("xb") as target:
        while piece := source.read(PIECE):
            size += len(piece)
            if size > limit:
                most = MAX_UNPACKED // MEGABYTE
                raise ArchiveError(f"Unpacked it is larger than {most} MB.")
            target.write(piece)
    return size


# What may be in it


def _checked(archive: ZipFile) -> Iterator[ZipInfo]:
    """The files; the first thing that does not belong raises an `ArchiveError`."""
    seen = set()
    for member in archive.infolist():
        name = member.filename
        if fault := _fault(member):
            raise ArchiveError(f"“{_printable(name)}” {fault}.")
        # Some file systems don't tell capitals from small letters.
        if name.casefold() in seen:
            raise ArchiveError(f"“{_printable(name)}” is in it twice.")
        seen.add(name.casefold())
        if not member.is_dir():
            yield member


def _fault(member: ZipInfo) -> str:
    """What is wrong with a member, in the words that follow its name."""
    if not _is_plain_path(member):
        return "is no name of a file in a bundle"
    if member.flag_bits & ENCRYPTED:
        return "is encrypted"
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "is packed in a way that is not read here"
    return _fault_of_kind(member)


def _fault_of_kind(member: ZipInfo) -> str:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if member.is_dir():
        expected, belongs = stat.S_IFDIR, member.filename.count("/") == 1
    else:
        expected, belongs = stat.S_IFREG, _belongs(member.filename)
    if kind not in (0, expected):
        return "is no plain file"
    if belongs or _is_macs(member.filename):
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
    parts = name.removesuffix("/").split("/")
    return not set(name) & set("\\:") and all(map(_is_plain_name, parts))


def _is_plain_name(part: str) -> bool:
    fits = 0 < len(part.encode()) <= LONGEST_NAME
    return fits and part not in (".", "..")


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


def _printable(name: str) -> str:
    """A name that can be shown, however odd it is."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    return shown if len(shown) <= LONGEST_NAME else f"{shown[:LONGEST_NAME]}…"
