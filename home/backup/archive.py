"""A backup as it is read: nothing in it is believed before it was checked."""

import gzip
import hashlib
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from home.backup import manifest as manifests
from home.backup.faults import BackupError
from home.backup.files import Stored, stored
from home.backup.manifest import Manifest, Table, manifest_of

MOST_MEMBERS = 5_000_000


class Archive:
    """An open backup whose members all have the sums that its manifest tells."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.found = found_in(tar)
        self.manifest = self._manifest()
        self._check()

    def lines(self, table: Table) -> Iterator[bytes]:
        """The rows of a table, unpacked no further than the manifest told."""
        rows = 0
        for name in self._parts(table):
            member = self.manifest.members[name]
            with gzip.open(self._open(name)) as unpacked:
                text = unpacked.read(member.unpacked + 1)
            if len(text) != member.unpacked:
                raise BackupError(f"{name} unpacks to another size than it should.")
            lines = text.splitlines(keepends=False)
            rows += len(lines)
            yield from lines
        if rows != table.rows:
            raise BackupError(f"{table.name} has {rows} rows and not {table.rows}.")

    def files(self) -> Iterator[tuple[Stored, str, IO[bytes]]]:
        """Each stored file with its sum and what is in it."""
        for name, member in self.manifest.members.items():
            if name.startswith("files/"):
                yield stored(name), member.sha256, self._open(name)

    def _parts(self, table: Table) -> list[str]:
        within = f"database/{table.name}/"
        return sorted(name for name in self.manifest.members if name.startswith(within))

    def _open(self, name: str) -> IO[bytes]:
        opened = self.tar.extractfile(self.found[name])
        if opened is None:
            raise BackupError(f"{name} is no file.")
        return opened

    def _manifest(self) -> Manifest:
        if not {manifests.NAME, manifests.SUM} <= self.found.keys():
            raise BackupError("It has no manifest: the backup is cut short.")
        if self.found[manifests.NAME].size > manifests.LARGEST:
            raise BackupError("The manifest is larger than a manifest can be.")
        text = self._open(manifests.NAME).read()
        told = self._open(manifests.SUM).read(64)
        if hashlib.sha256(text).hexdigest().encode() != told:
            raise BackupError("The manifest is damaged: its sum is another.")
        return manifest_of(text)

    def _check(self) -> None:
        named = self.manifest.members.keys() | {manifests.NAME, manifests.SUM}
        if wrong := sorted(self.found.keys() ^ named):
            raise BackupError(f"{wrong[0]} is only in one of archive and manifest.")
        tables = {f"database/{table.name}" for table in self.manifest.tables}
        for name, member in self.manifest.members.items():
            if name.startswith("files/"):
                stored(name)
            elif name.rpartition("/")[0] not in tables:
                raise BackupError(f"{name!r} is no name of a file in a backup.")
            if self.found[name].size != member.size or self._sum(name) != member.sha256:
                raise BackupError(f"{name} is damaged: its sum is another.")

    def _sum(self, name: str) -> str:
        return hashlib.file_digest(self._open(name), "sha256").hexdigest()  # type: ignore[arg-type]


def found_in(tar: tarfile.TarFile) -> dict[str, tarfile.TarInfo]:
    """The members by name: plain files, each once."""
    found: dict[str, tarfile.TarInfo] = {}
    for info in tar:
        if not info.isreg() or info.name in found or len(found) >= MOST_MEMBERS:
            raise BackupError(f"{info.name!r} is nothing that a backup has.")
        found[info.name] = info
    return found


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A backup, once all of it has been read and held against its sums."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield Archive(tar)
    except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
        raise BackupError(f"{path} can't be read as a backup: {error}.") from error
