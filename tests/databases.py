"""Copies of the database that the tests run on, so that what is slow is made once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection


def copy_of(source: str, name: str) -> str:
    """Copy a database, and say what the copy is called."""
    return COPIERS[connection.vendor](source, name)


@contextmanager
def own_copy(source: str, module: str) -> Iterator[str]:
    """Work on a copy of a database for one module, and have done with it."""
    copy = copy_of(source, module.rpartition(".")[2])
    with connected_to(copy):
        yield copy
    drop(copy)


def drop(copy: str) -> None:
    """Have done with a copy."""
    DROPPERS[connection.vendor](copy)


@contextmanager
def connected_to(database: str) -> Iterator[None]:
    """Work on a database: here and in each thread that begins meanwhile."""
    before = connection.settings_dict["NAME"]
    _connect_to(database)
    try:
        yield
    finally:
        _connect_to(before)


def _connect_to(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database
    # Where pages lie, as Wagtail remembers it, is another matter there.
    cache.clear()


def _copy_file(source: str, name: str) -> str:
    copy = str(settings.DATA_DIR / f"{Path(source).stem}_{name}.sqlite3")
    with connected_to(source), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [copy])
    return copy


def _drop_file(copy: str) -> None:
    for part in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.remove(copy + part)


def _copy_database(source: str, name: str) -> str:
    copy = f"{source}_{name}"
    # Nobody may be connected to what is copied.
    connection.close()
    _drop_database(copy)
    _command(f"CREATE DATABASE {_quoted(copy)} TEMPLATE {_quoted(source)}")
    return copy


def _drop_database(copy: str) -> None:
    _command(f"DROP DATABASE IF EXISTS {_quoted(copy)} WITH (FORCE)")


def _command(sql: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


COPIERS = {"sqlite": _copy_file, "postgresql": _copy_database}
DROPPERS = {"sqlite": _drop_file, "postgresql": _drop_database}
