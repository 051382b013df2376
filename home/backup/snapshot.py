"""A view of the database in which nothing moves, and for which nobody waits."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is as it was at one moment."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Django's `atomic` would take SQLite's one lock for writing, and keep publishers
    # waiting; a deferred transaction reads from the log of changes beside them.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            # The view is taken with the first read.
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            yield
        finally:
            cursor.execute("ROLLBACK")
