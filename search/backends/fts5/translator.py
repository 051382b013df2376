"""Search queries in FTS5's query language."""

import difflib
import sqlite3
from string import Template
from typing import Any

from django.db import connection

from search.backends.expressions import NOTHING, Matched, Translator
from search.backends.fts5.tables import FTSTable
from search.backends.words import folded, words

# How many terms of the index a misspelt word may stand for, and how alike they are.
MOST_TERMS = 12
LIKENESS = 0.75
TERMS = Template(
    "SELECT term FROM ${table}_terms WHERE term BETWEEN %s AND %s"
    " AND length(term) BETWEEN %s AND %s"
)


class FTS5Translator(Translator):
    """Translates a query for one of the tables."""

    AND = " AND "
    OR = " OR "
    AND_NOT = " NOT "

    def __init__(self, table: FTSTable, last_word_is_prefix: bool = False) -> None:
        super().__init__(last_word_is_prefix)
        self.table = table

    def phrase(self, phrase: list[str], is_prefix: bool = False) -> str:
        return f'"{" ".join(phrase)}"{" *" if is_prefix else ""}'

    def fuzzy(self, query: Any) -> Matched | None:
        """What has, for each word or for any, one of the terms most like it."""
        found = [self._like(word) for word in words(query.query_string)]
        if query.operator == "or":
            found = list(filter(None, found))
        if not found or not all(found):
            return NOTHING
        operator = self.AND if query.operator == "and" else self.OR
        return Matched(self.joined(operator, found))

    def _like(self, word: str) -> str:
        """The terms of the index that begin as a word does and are most like it."""
        stem = next(iter(tokens(word, self.table.tokenizer)), folded(word))
        near = self._terms(stem[:1], len(stem))
        terms = difflib.get_close_matches(stem, near, MOST_TERMS, LIKENESS)
        return self.joined(self.OR, map(self._term, terms))

    def _terms(self, initial: str, length: int) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                TERMS.substitute(table=self.table.name),
                [initial, f"{initial}\U0010ffff", length - 2, length + 2],
            )
            return [term for (term,) in cursor.fetchall()]

    def _term(self, term: str) -> str:
        # A stem that would be stemmed again is found by how it begins.
        is_final = tokens(term, self.table.tokenizer) == [term]
        return self.phrase([term], is_prefix=not is_final)


def tokens(text: str, tokenizer: str) -> list[str]:
    """What FTS5 makes of a text: words without accents, stemmed."""
    with sqlite3.connect(":memory:") as memory:
        memory.execute(
            f"CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='{tokenizer}')"
        )
        memory.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(texts, instance)")
        memory.execute("INSERT INTO texts VALUES (?)", [text])
        found = memory.execute('SELECT term FROM terms ORDER BY "offset"').fetchall()
    memory.close()
    return [term for (term,) in found]
