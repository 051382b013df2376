"""Write a backup: all of it under its name, or nothing."""

import fcntl
import gzip
import hashlib
import io
import os
import platform
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.backup import manifest as manifests
from home.backup.contents import columns_of, kept_models
from home.backup.faults import BackupError
from home.backup.files import CHUNK, Stored, named_by, storage_of
from home.backup.manifest import Manifest, Member, Table
from home.backup.rows import lines_of
from home.backup.schema import applied
from home.backup.snapshot import snapshot

# Bytes of rows in one member, and of a file that are kept in memory.
MOST_IN_MEMORY = 8 * 1024 * 1024

Say = Callable[[str], object]


class Writer:
    """An archive that is being written."""

    def __init__(self, file: IO[bytes], manifest: Manifest) -> None:
        self.tar = tarfile.TarFile(fileobj=file, mode="w", format=tarfile.PAX_FORMAT)
        self.manifest = manifest

    def add(self, name: str, content: IO[bytes], unpacked: int | None = None) -> None:
        """A member whose sum the manifest will tell."""
        digest = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
        size = content.seek(0, os.SEEK_END)
        self._write(name, content)
        told = size if unpacked is None else unpacked
        self.manifest.members[name] = Member(size, told, digest)

    def close(self) -> None:
        text = self.manifest.to_json()
        self._write(manifests.NAME, io.BytesIO(text))
        digest = hashlib.sha256(text).hexdigest()
        self._write(manifests.SUM, io.BytesIO(digest.encode()))
        self.tar.close()

    def _write(self, name: str, content: IO[bytes]) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = content.seek(0, os.SEEK_END), 0o600
        content.seek(0)
        self.tar.addfile(info, content)


def make(path: Path, say: Say, *, with_files: bool = True) -> Manifest:
    """Write all that the site is into a new file, or its rows alone."""
    if path.exists():
        raise BackupError(f"{path} is there already: give the backup another name.")
    with beside(path) as file:
        manifest = write(file, say, with_files=with_files)
    return manifest


@contextmanager
def beside(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name only when it is whole and on the disk."""
    part = path.with_name(f"{path.name}.part")
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(f"{path} is being written already.") from error
        try:
            # What another left that was killed.
            file.truncate()
            yield file
            file.flush()
            os.fsync(file.fileno())
            # Unlike a rename it leaves alone what has appeared there meanwhile.
            os.link(part, path)
        finally:
            part.unlink()
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def write(file: IO[bytes], say: Say, *, with_files: bool) -> Manifest:
    with snapshot():
        writer = Writer(file, begun())
        named: dict[Stored, None] = {}
        for model in kept_models():
            write_table(writer, model)
            if with_files:
                named |= dict.fromkeys(named_by(model))
        rows = sum(table.rows for table in writer.manifest.tables)
        say(f"{rows} rows of {len(writer.manifest.tables)} tables")
    # After the snapshot: a database must not keep one open for as long as this takes.
    write_files(writer, named, say)
    writer.close()
    return writer.manifest


def begun() -> Manifest:
    """A manifest of what is known before anything is written."""
    return Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        versions={
            "python": platform.python_version(),
            "django": version("django"),
            "wagtail": version("wagtail"),
            "database": connection.vendor,
        },
        public_url=public_url(),
        key=key_mark(),
        migrations=applied(),
    )


def public_url() -> str:
    """The address readers use; development has none of its own."""
    return str(getattr(settings, "PUBLIC_URL", settings.WAGTAILADMIN_BASE_URL))


def key_mark() -> str:
    """What tells one secret key from another, and nothing about either."""
    return salted_hmac("home.backup", "key", algorithm="sha256").hexdigest()


def write_table(writer: Writer, model: type[Model]) -> None:
    table = Table(model._meta.db_table, columns_of(model))
    parts = in_parts(lines_of(model))
    for number, lines in enumerate(parts, start=1):
        table.rows += len(lines)
        text = b"".join(lines)
        packed = io.BytesIO(gzip.compress(text, compresslevel=6, mtime=0))
        writer.add(f"database/{table.name}/{number:05}.jsonl.gz", packed, len(text))
    writer.manifest.tables.append(table)


def in_parts(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Lines together as far as memory is to hold them."""
    part: list[bytes] = []
    size = 0
    for line in lines:
        part.append(line)
        size += len(line)
        if size >= MOST_IN_MEMORY:
            yield part
            part, size = [], 0
    if part:
        yield part


def write_files(writer: Writer, named: Iterable[Stored], say: Say) -> None:
    done = 0
    for file in named:
        if write_file(writer, file):
            done += 1
            if done % 500 == 0:
                say(f"{done} files")
        else:
            writer.manifest.missing.append(file.member)
    if not done and writer.manifest.missing:
        # A bucket by another name answers as one that has lost every file.
        raise BackupError(
            f"None of the {len(writer.manifest.missing)} files that rows name could be "
            "found: see whether MEDIA_STORAGE or DATA_DIR leads to where uploads are. "
            "If they are lost, --without-files keeps the rest."
        )
    say(f"{done} files in all")


def write_file(writer: Writer, file: Stored) -> bool:
    """Whether the file was there: it may have been deleted since the rows were read."""
    with tempfile.SpooledTemporaryFile(MOST_IN_MEMORY) as copy:
        try:
            # Whole before it is entered: a file may be cut short while it is read.
            with storage_of(file) as storage, storage.open(file.name) as opened:
                for chunk in opened.chunks(CHUNK):
                    copy.write(chunk)
        except FileNotFoundError:
            return False
        copy.seek(0)
        writer.add(file.member, copy)
    return True
