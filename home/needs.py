"""What any page needs: the database, the cache, the disk, and a place for uploads."""

import os
import shutil
from functools import cache as remembered
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryFile

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from home.health.readiness import NotReadyError, needs

MEGABYTE = 1024 * 1024


@needs("database")
def database_answers() -> None:
    """Over a new connection, as the first reader of a thread would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@needs("migrations", kept=5)
def migrations_are_applied() -> None:
    """The plan takes a tenth of a second, so it is made once for what is applied."""
    applied = frozenset(MigrationRecorder(connection).applied_migrations())
    if missing := unapplied(applied):
        raise NotReadyError(
            f"{missing} migrations are not applied: run manage.py migrate."
        )


@remembered
def unapplied(applied: frozenset[tuple[str, str]]) -> int:
    """How many migrations are still to be run when these have been."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@needs("cache")
def cache_gives_back() -> None:
    key, value = f"ready-{os.getpid()}", token_hex(8)
    cache.set(key, value, timeout=60)
    if cache.get(key) != value:
        raise NotReadyError("The cache did not give back what it was given.")


@needs("disk")
def disk_has_room() -> None:
    free = shutil.disk_usage(settings.DATA_DIR).free // MEGABYTE
    if free < settings.READY_FREE_MB:
        raise NotReadyError(
            f"{free} MB are free in DATA_DIR, and {settings.READY_FREE_MB} are needed."
        )


@needs("media", kept=15)
def media_can_be_written() -> None:
    if isinstance(default_storage, FileSystemStorage):
        # A file without a name, which a kill leaves nothing of.
        Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=settings.MEDIA_ROOT) as file:
            file.write(b"ready")
        return
    name = default_storage.save("ready/probe.txt", ContentFile(b"ready"))
    default_storage.delete(name)
