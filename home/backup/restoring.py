"""Make the site what a backup says it was: all of it, or nothing."""

import os
from collections.abc import Iterable
from itertools import islice

from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from wagtail.models import Revision

from home.backup.announcements import site_restored
from home.backup.archive import Archive
from home.backup.contents import VIRTUAL, tables
from home.backup.faults import BackupError
from home.backup.files import put
from home.backup.making import Say
from home.backup.manifest import Manifest, Table
from home.backup.rows import row_of
from home.backup.schema import bring_to

AT_ONCE = 500


def restore(archive: Archive, say: Say, *, replace: bool) -> None:
    """Put rows and files in place; readers see the old site until all is there."""
    manifest = archive.manifest
    bring_to(manifest.migrations)
    if not replace and has_content():
        raise BackupError("This site has content: --replace gives it up.")
    try:
        with transaction.atomic():
            empty(manifest)
            for table in manifest.tables:
                load(table, archive.lines(table))
            say(f"{sum(table.rows for table in manifest.tables)} rows")
            restore_files(archive, say)
    except (DatabaseError, ValueError) as error:
        raise BackupError(
            f"The database does not take this backup, and is as it was: {error}."
        ) from error
    say("Bringing the database up to date")
    call_command("migrate", interactive=False, verbosity=0)
    for name in caches:
        caches[name].clear()
    site_restored.send(sender=None)


def has_content() -> bool:
    """Whether anybody works here: what migrations made is no content."""
    with connection.cursor() as cursor:
        # Columns may be missing that the models have: the schema may be an older one.
        for model in (get_user_model(), Revision):
            cursor.execute(
                f"SELECT 1 FROM {quoted(model._meta.db_table)} LIMIT 1"  # noqa: S608
            )
            if cursor.fetchone():
                return True
    return False


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def empty(manifest: Manifest) -> None:
    """Take every row out, also of what a backup leaves out: it is of the old site."""
    there = set(connection.introspection.table_names())
    named = {model._meta.db_table for model in tables()}
    named |= {table.name for table in manifest.tables}
    emptied = sorted((named & there) - {VIRTUAL})
    if missing := {table.name for table in manifest.tables} - there:
        raise BackupError(f"There is no table {min(missing)} here.")
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(
            no_style(), emptied, allow_cascade=connection.vendor == "postgresql"
        ):
            cursor.execute(statement)


def load(table: Table, lines: Iterable[bytes]) -> None:
    """Put the rows in; foreign keys are looked at when the transaction ends."""
    names = ", ".join(quoted(column.name) for column in table.columns)
    marks = ", ".join(["%s"] * len(table.columns))
    into = f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({marks})"  # noqa: S608
    rows = (row_of(line, table.columns) for line in lines)
    with connection.cursor() as cursor:
        while some := list(islice(rows, AT_ONCE)):
            cursor.executemany(into, some)
        for sequence in connection.introspection.get_sequences(cursor, table.name):
            go_on_counting(cursor, table.name, sequence["column"])


def go_on_counting(cursor: CursorWrapper, table: str, column: str) -> None:
    """Let PostgreSQL's next key be one that no row has; SQLite sees to it by itself."""
    if connection.vendor == "postgresql":
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), "  # noqa: S608
            f"COALESCE(MAX({quoted(column)}), 1), MAX({quoted(column)}) IS NOT NULL) "
            f"FROM {quoted(table)}",
            [quoted(table), column],
        )


def restore_files(archive: Archive, say: Say) -> None:
    """Within the transaction: rows never name a file that is not there yet.

    Names are never used twice for different content, so the old site, which stands
    should this fail, loses none of its own.
    """
    written = sum(put(file, content, sum_) for file, sum_, content in archive.files())
    # On the disk before what names them is.
    os.sync()
    say(f"{written} files")
