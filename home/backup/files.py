"""The files that rows name, in the storages that hold them."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple

from django.core.files import File
from django.core.files.storage import Storage, default_storage, storages
from django.db import models
from django.db.models import Model

from home.backup.faults import BackupError

# Private: copies of papers, which no address leads to.
STORAGES = ("default", "private")
CHUNK = 1024 * 1024


class Stored(NamedTuple):
    """A file by its storage's alias and its name there."""

    alias: str
    name: str

    @property
    def member(self) -> str:
        """What it is called in an archive."""
        return f"files/{self.alias}/{self.name}"

    @property
    def storage(self) -> Storage:
        return storages[self.alias]


def named_by(model: type[Model]) -> Iterator[Stored]:
    """The files that the rows of the model's own table name."""
    for field in model._meta.local_concrete_fields:
        if isinstance(field, models.FileField):
            alias = alias_of(field)
            rows = model._base_manager.exclude(**{field.name: ""}).order_by("pk")
            for name in rows.values_list(field.name, flat=True).iterator():
                if name:
                    yield Stored(alias, str(name))


def alias_of(field: models.FileField) -> str:
    """The name in settings of the storage that a field's files are in."""
    # What the field was declared with: a function says which storage it is today.
    declared = field.deconstruct()[3].get("storage", default_storage)
    storage = declared() if callable(declared) else declared
    for alias in STORAGES:
        # The default storage is a lazy object around the one that is listed.
        if storages[alias] == storage or storages[alias] is storage:
            return alias
    raise BackupError(f"{storage!r} is not among the storages a backup knows.")


def stored(member: str) -> Stored:
    """The file that a member of an archive is; refuses a name that leads elsewhere."""
    _, alias, name = member.split("/", 2)
    parts = name.split("/")
    if alias not in STORAGES or {"", ".", ".."} & set(parts) or "\\" in name:
        raise BackupError(f"{member!r} is no name of a file in a backup.")
    return Stored(alias, name)


@contextmanager
def storage_of(file: Stored) -> Iterator[Storage]:
    """Where the file is; what goes wrong there has names of the storage's own."""
    try:
        yield file.storage
    except (BackupError, OSError):
        raise
    except Exception as error:
        raise BackupError(f"The storage of {file.member} failed: {error}.") from error


def put(file: Stored, content: IO[bytes], sha256: str) -> bool:
    """See that the storage has the file; whether anything had to be written."""
    with storage_of(file) as storage:
        if storage.exists(file.name):
            if sha256 == sum_of(file.name, storage):
                return False
            storage.delete(file.name)
        name = storage.save(file.name, File(content))
        if name != file.name:
            storage.delete(name)
            raise BackupError(f"{file.name} could not be stored under its name.")
    return True


def sum_of(name: str, storage: Storage) -> str:
    with storage.open(name) as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
