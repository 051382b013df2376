"""Writing to the index."""

from collections.abc import Iterable, Sequence
from string import Template
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Model
from modelsearch.backends.base import BaseIndex
from modelsearch.index import get_indexed_models

from search.backends.documents import texts
from search.backends.fts5.rowids import (
    KEY,
    SHIFT,
    content_type,
    rowid,
    rowids,
)
from search.backends.fts5.tables import TABLES, FTSTable

KEPT = Template("SELECT rowid, $columns FROM $table WHERE rowid IN ($rowids)")
WRITE = Template("INSERT OR REPLACE INTO $table (rowid, $columns) VALUES ($values)")
REMOVE = Template("DELETE FROM $table WHERE rowid IN ($rowids)")
STRANGE = Template(
    "SELECT id FROM ${table}_docsize WHERE (id >> $shift) NOT IN ($types)"
)
STALE = Template(
    "SELECT id FROM ${table}_docsize WHERE $is_of AND (id & $key) NOT IN ($indexed)"
)
MERGE = Template("INSERT INTO $table ($table) VALUES ('optimize')")

Row = tuple[Any, ...]


class FTS5Index(BaseIndex):
    """The index of all models, in the tables of `tables`."""

    def add_items(self, model: type[Model], items: Sequence[Model]) -> None:
        """Add or replace objects of a model; those that did not change cost no write.

        Wagtail saves a page for each save of its draft, which changes no field here.
        """
        number = content_type(model)
        with transaction.atomic(savepoint=False):
            for table in TABLES:
                found = {
                    rowid(number, item.pk): texts(item, table.kind) for item in items
                }
                # A model without such fields is not in the table.
                write(table, {key: row for key, row in found.items() if row})

    def delete_item(self, item: Model) -> None:
        for table in TABLES:
            remove(table, rowids(item._meta.model, [item.pk]))

    def reset(self) -> None:
        for table in TABLES:
            table.make()

    def delete_stale_entries(self) -> None:
        """Remove the rows of objects that are no longer there, or no longer indexed."""
        models = get_indexed_models()
        types = ", ".join(str(content_type(model)) for model in models)
        for table in TABLES:
            _remove_found(
                table, STRANGE.substitute(table=table.name, shift=SHIFT, types=types)
            )
            for model in models:
                _remove_stale(table, model)


class FTS5Rebuilder:
    """Rebuilds in place: readers find all the time what they found, or what is right.

    One transaction round it all would keep every editor from saving until its end.
    """

    def __init__(self, index: FTS5Index) -> None:
        self.index = index

    def start(self) -> FTS5Index:
        for table in TABLES:
            if not table.fits():
                table.make()
        return self.index

    def finish(self) -> None:
        self.index.delete_stale_entries()
        for table in TABLES:
            with connection.cursor() as cursor:
                cursor.execute(MERGE.substitute(table=table.name))


def write(table: FTSTable, documents: dict[int, dict[str, str]]) -> None:
    """Bring rows of a table to these texts."""
    rows = {
        key: tuple(document.get(path) for path in table.columns)
        for key, document in documents.items()
    }
    kept = _kept(table, rows)
    changed = [(key, *row) for key, row in rows.items() if kept.get(key) != row]
    if changed:
        values = ", ".join(["%s"] * len(changed[0]))
        statement = WRITE.substitute(
            table=table.name, columns=_names(table), values=values
        )
        with connection.cursor() as cursor:
            cursor.executemany(statement, changed)


def remove(table: FTSTable, keys: Iterable[int]) -> None:
    """Remove rows from a table."""
    numbers = ", ".join(map(str, keys))
    with connection.cursor() as cursor:
        cursor.execute(REMOVE.substitute(table=table.name, rowids=numbers))


def _names(table: FTSTable) -> str:
    return ", ".join(f'"{column}"' for column in table.columns.values())


def _kept(table: FTSTable, keys: Iterable[int]) -> dict[int, Row]:
    numbers = ", ".join(map(str, keys))
    with connection.cursor() as cursor:
        cursor.execute(
            KEPT.substitute(table=table.name, columns=_names(table), rowids=numbers)
        )
        return {key: tuple(row) for key, *row in cursor.fetchall()}


def _remove_stale(table: FTSTable, model: type[Model]) -> None:
    objects = model.get_indexed_objects()  # type: ignore[attr-defined]
    try:
        indexed, params = objects.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        indexed, params = "", ()
    # Not descendants: each of those is asked by itself.
    first = rowid(content_type(model), 0)
    statement = STALE.substitute(
        table=table.name,
        is_of=f"id BETWEEN {first} AND {first | KEY}",
        key=KEY,
        indexed=indexed,
    )
    _remove_found(table, statement, params)


def _remove_found(table: FTSTable, statement: str, params: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        found = [key for (key,) in cursor.fetchall()]
    if found:
        remove(table, found)
