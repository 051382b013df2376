"""Whether the database is there, up to date, sound and large enough."""

import os
import sqlite3
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder

from home import triggers
from home.health.doctor.examining import Finding, examines, fault, warning
from home.health.doctor.files import named
from home.needs import unapplied

# The oldest that tests are run on: WAL, FTS5 and UPSERT, as we use them, are older.
OLDEST_SQLITE = (3, 40)
OLDEST_POSTGRESQL = 15_00_00
NEAR = {"", "localhost", "127.0.0.1", "::1"}
EXTENSIONS = {"pg_trgm", "unaccent"}
# Connections that PostgreSQL keeps for its own, and that backups and people take.
SPARE = 10


@examines("database")
def database_is_up_to_date() -> Iterator[Finding]:
    """It answers, in a version that tests were run on, and has every migration."""
    if said := silence(DEFAULT_DB_ALIAS):
        yield fault(
            f"The database does not answer: {said}",
            "See whether its server runs, and what DATABASE_URL or DATA_DIR names.",
        )
        return
    yield from too_old()
    applied = frozenset(MigrationRecorder(connection).applied_migrations())
    if missing := unapplied(applied):
        yield fault(
            f"{missing} migrations are not applied: the code wants tables or columns "
            "that are not there.",
            "Make a backup, then run manage.py migrate.",
        )


def silence(alias: str) -> str:
    """Why a database, or one that follows it, does not answer; empty if it does."""
    try:
        connections[alias].ensure_connection()
    except OperationalError as error:
        return " ".join(str(error).split())
    return ""


def too_old() -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        version = sqlite3.sqlite_version_info
        old, shown = version < OLDEST_SQLITE, ".".join(map(str, version))
    else:
        number = int(ask("SHOW server_version_num"))
        old, shown = number < OLDEST_POSTGRESQL, f"{number // 10000}.{number % 100}"
    if old:
        yield warning(
            f"{connection.display_name} {shown} is older than what is tested.",
            "Use that of Debian 12, or newer.",
        )


@examines("kept pages")
def kept_pages_lapse() -> Iterator[Finding]:
    """The database raises the generation with each change of what pages show."""
    if tables := sorted({table for _, table in triggers.missing(connection)}):
        yield fault(
            "The database does not raise the generation when these tables change, so "
            f"that readers may be shown pages from before a publish: {named(tables)}.",
            "Run manage.py migrate: it makes the triggers that are missing.",
        )


@examines("SQLite", seconds=60)
def sqlite_is_sound() -> Iterator[Finding]:
    """The file is whole, and kept in the way that loses nothing."""
    if connection.vendor != "sqlite":
        return
    if (mode := ask("PRAGMA journal_mode")) not in {"wal", "memory"}:
        yield fault(
            f"The journal of SQLite is “{mode}”: readers and writers shut each other "
            "out.",
            "Run “PRAGMA journal_mode=WAL” on the database while the site is stopped; "
            "a network's file system can't do it, so keep DATA_DIR on a disk.",
        )
    if (said := ask("PRAGMA quick_check(1)")) != "ok":
        yield fault(
            f"The database is damaged: {said}",
            "Stop the site, copy DATA_DIR aside, and restore the last backup.",
        )
    if broken := ask("SELECT count(*) FROM pragma_foreign_key_check"):
        yield fault(
            f"{broken} rows of the database lead to rows that are gone.",
            "Restore the last backup, or look at “PRAGMA foreign_key_check”.",
        )


@examines("PostgreSQL")
def postgresql_is_set_up() -> Iterator[Finding]:
    """What docs/deploy.md says of the database."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        missing = EXTENSIONS - {name for (name,) in cursor.fetchall()}
    if missing:
        yield fault(
            f"The database lacks the extensions {', '.join(sorted(missing))}.",
            "Create them as the owner of the database: CREATE EXTENSION name.",
        )
    if (encoding := ask("SHOW server_encoding")) != "UTF8":
        yield fault(
            f"The encoding of the database is {encoding}: some signs can't be kept.",
            "Make a database with --encoding UTF8 and restore a backup into it.",
        )
    locale = ask("SELECT datctype FROM pg_database WHERE datname = current_database()")
    if locale in {"C", "POSIX"}:
        yield fault(
            f"The locale of the database is {locale}: “É” and “é” are two letters to "
            "it, so that searches miss words.",
            "Make a database with --locale C.UTF-8 and restore a backup into it.",
        )
    yield from too_few_connections()


def too_few_connections() -> Iterator[Finding]:
    """Each thread of the server keeps one."""
    most = int(ask("SHOW max_connections"))
    workers = int(os.environ.get("WEB_WORKERS") or 2)
    threads = int(os.environ.get("WEB_THREADS") or 32)
    if workers * threads + SPARE > most:
        yield fault(
            f"PostgreSQL takes {most} connections, and {workers} workers of {threads} "
            "threads may want as many as "
            f"{workers * threads}, beside {SPARE} for others.",
            "Raise max_connections, or lower WEB_WORKERS or WEB_THREADS.",
        )


@examines("way to the database")
def way_is_encrypted() -> Iterator[Finding]:
    """Where it leads to another machine."""
    server: dict[str, Any] = settings.DATABASES["default"]
    host = str(server.get("HOST", ""))
    if connection.vendor != "postgresql" or host in NEAR or host.startswith("/"):
        return
    mode = server.get("OPTIONS", {}).get("sslmode", "prefer")
    if mode not in {"require", "verify-ca", "verify-full"}:
        yield warning(
            f"The way to the database at {host} may be unencrypted: sslmode is "
            f"“{mode}”.",
            "Add ?sslmode=verify-full, or require, to DATABASE_URL.",
        )


def ask(sql: str) -> Any:
    """The one value that a statement answers with."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
