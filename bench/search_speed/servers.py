"""Databases on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.sql import SQL, Identifier

MAINTENANCE = "postgres"


@contextmanager
def database_on(server: str, name: str, keep: bool) -> Iterator[str]:
    """The address of a database of that name, made when it is not there.

    It goes with the block, unless it is to be kept.
    """
    address = server.rstrip("/")
    with psycopg.connect(f"{address}/{MAINTENANCE}", autocommit=True) as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        )
        if not known.fetchone():
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    try:
        yield f"{address}/{name}"
    finally:
        if not keep:
            with psycopg.connect(
                f"{address}/{MAINTENANCE}", autocommit=True
            ) as connection:
                connection.execute(SQL("DROP DATABASE {}").format(Identifier(name)))
