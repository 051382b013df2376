"""The triggers by which the database raises the generation with every change.

Raised by Python it could be forgotten: by an `update()`, a `bulk_create()`, plain SQL.
A trigger works in the transaction of the change, whoever makes it.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

PREFIX = "raises_generation"
TABLE = "home_generation"
RAISE = "UPDATE home_generation SET number = number + 1, stamp = %s"
BEGIN = "INSERT INTO home_generation (id, number, stamp) VALUES (1, 1, %s)"

SQLITE = """
CREATE TRIGGER {name} AFTER {change} ON "{table}" BEGIN
  UPDATE home_generation SET number = number + 1, stamp = lower(hex(randomblob(16)));
END
"""

# At the end of the transaction, and once: publishers wait for the row no longer than
# another's commit takes, and hold nothing else that anyone still has to wait for.
FUNCTION = """
CREATE OR REPLACE FUNCTION home_raise_generation() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  own text := pg_current_xact_id()::text;
BEGIN
  IF current_setting('home.raised_by', true) IS DISTINCT FROM own THEN
    UPDATE home_generation
      SET number = number + 1, stamp = replace(gen_random_uuid()::text, '-', '');
    PERFORM set_config('home.raised_by', own, true);
  END IF;
  RETURN NULL;
END $$
"""
POSTGRESQL = """
CREATE CONSTRAINT TRIGGER {name} AFTER {change} ON "{table}"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION home_raise_generation()
"""
FOUND = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT tgname, relname FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid
        WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)
          AND tgenabled IN ('O', 'A')
    """,
}


def shown() -> Iterator[type[Model]]:
    """The models of which public pages are made."""
    unshown = {label.lower() for label in settings.UNSHOWN_MODELS}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and meta.label_lower not in unshown:
            yield model


def wanted(vendor: str) -> dict[tuple[str, str], str]:
    """By name and table, the statement that makes each trigger."""
    return {
        named: sql
        for model in shown()
        for named, sql in _of_table(vendor, model._meta.db_table, _columns(model))
    }


def _columns(model: type[Model]) -> list[str | None]:
    columns = (field.column for field in model._meta.local_concrete_fields)
    return [name for name in columns if name not in settings.UNSHOWN_COLUMNS]


def _of_table(
    vendor: str, table: str, columns: Iterable[str | None]
) -> Iterator[tuple[tuple[str, str], str]]:
    named = ", ".join(f'"{column}"' for column in columns)
    changes = ["INSERT", "DELETE", f"UPDATE OF {named}"]
    template = SQLITE
    if vendor == "postgresql":
        changes, template = [" OR ".join(changes)], POSTGRESQL
    for change in changes:
        # A changed definition has another name, so that the old one is replaced.
        digest = hashlib.sha256(f"{template}{table}{change}".encode()).hexdigest()
        name = f"{PREFIX}_{digest[:12]}"
        yield (name, table), template.format(name=name, table=table, change=change)


def present(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """Name and table of those that the database has, and has not switched off."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor])
        return {(name, table) for name, table in cursor if name.startswith(PREFIX)}


def missing(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """Name and table of those that the database should have and has not."""
    return wanted(connection.vendor).keys() - present(connection)


def is_complete(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database has all of them, and no others."""
    return present(connection) == set(wanted(connection.vendor))


def install(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing, drop what is outdated, and raise the generation once.

    Tables that were emptied or rebuilt meanwhile had no trigger to tell of it.
    """
    tables = set(connection.introspection.table_names())
    if TABLE not in tables:
        return
    needed = {
        named: sql
        for named, sql in wanted(connection.vendor).items()
        if named[1] in tables
    }
    there = present(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for named in sorted(there - needed.keys()):
            cursor.execute(_drop(connection.vendor, *named))
        for named in sorted(needed.keys() - there):
            # One that was switched off is made anew.
            cursor.execute(_drop(connection.vendor, *named))
            cursor.execute(needed[named])
        stamp = secrets.token_hex(16)
        cursor.execute(RAISE, [stamp])
        if not cursor.rowcount:
            cursor.execute(BEGIN, [stamp])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop them all: a column that a trigger names can't be altered."""
    with connection.cursor() as cursor:
        for named in sorted(present(connection)):
            cursor.execute(_drop(connection.vendor, *named))


def _drop(vendor: str, name: str, table: str) -> str:
    on = f' ON "{table}"' if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {name}{on}"
