"""The index's two tables: whole words, stemmed, and the beginnings of words."""

from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Any

from django.db import connection
from modelsearch.index import (
    AutocompleteField,
    SearchField,
    get_indexed_models,
)

from search.backends.documents import field_paths

# What FTS5 itself calls a column.
RESERVED = {"rank", "rowid"}
VOCABULARY = Template(
    "CREATE VIRTUAL TABLE ${table}_terms USING fts5vocab($table, row)"
)


@dataclass(frozen=True)
class FTSTable:
    """An FTS5 table with a column for each field of a kind in the indexed models.

    It keeps the texts: snippets are cut from them, and before SQLite 3.43 a row
    without its text can't be removed.
    """

    name: str
    kind: Any
    tokenizer: str
    options: str = ""

    @property
    def columns(self) -> dict[str, str]:
        """The columns by the paths of their fields."""
        return _columns(self.kind)

    @property
    def definition(self) -> str:
        """The statement that makes the table."""
        columns = [f'"{column}"' for column in self.columns.values()]
        parts = [*columns, f"tokenize='{self.tokenizer}'", self.options]
        inside = ", ".join(filter(None, parts))
        return f"CREATE VIRTUAL TABLE {self.name} USING fts5({inside})"

    def fits(self) -> bool:
        """Whether the table is there, as the models want it now."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [self.name])
            return cursor.fetchone() == (self.definition,)

    def make(self) -> None:
        """Make the table anew, empty."""
        self.remove()
        with connection.cursor() as cursor:
            cursor.execute(self.definition)
            cursor.execute(VOCABULARY.substitute(table=self.name))

    def remove(self) -> None:
        """Remove the table, if it is there."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {self.name}_terms")
            cursor.execute(f"DROP TABLE IF EXISTS {self.name}")


@cache
def _columns(kind: Any) -> dict[str, str]:
    paths = {
        path for model in get_indexed_models() for path in field_paths(model, kind)
    }
    named = {path: f"{path}_" if path in RESERVED else path for path in sorted(paths)}
    # FTS5 wants a column, though no model may have a field of the kind.
    return named or {"": "none"}


WHOLE_WORDS = FTSTable(
    "search_fts5", SearchField, "porter unicode61 remove_diacritics 2"
)
BEGINNINGS = FTSTable(
    "search_fts5_autocomplete",
    AutocompleteField,
    "unicode61 remove_diacritics 2",
    "prefix='2 3'",
)
TABLES = [WHOLE_WORDS, BEGINNINGS]
