"""Stems as the index in use makes them: one small function a database.

What found a review must be found in its passages too.
"""

import sqlite3
import threading
from collections.abc import Iterable

from django.db import connection, connections, router
from wagtail.search.models import IndexEntry


class Fts5(threading.local):
    """FTS5's own stemmer, over an index of its own that is always empty again."""

    def __init__(self) -> None:
        self.index = sqlite3.connect(":memory:", isolation_level=None)
        self.index.execute(
            "CREATE VIRTUAL TABLE words USING fts5(text, tokenize = "
            "'porter unicode61 remove_diacritics 2')"
        )
        self.index.execute(
            "CREATE VIRTUAL TABLE stems USING fts5vocab(words, instance)"
        )

    def stems(self, words: list[str]) -> dict[str, str]:
        self.index.execute("BEGIN")
        try:
            insert = "INSERT INTO words (rowid, text) VALUES (?, ?)"
            self.index.executemany(insert, enumerate(words))
            rows = self.index.execute("SELECT doc, term FROM stems").fetchall()
        finally:
            self.index.execute("ROLLBACK")
        return {words[place]: stem for place, stem in rows}


fts5 = Fts5()


def postgresql(words: list[str]) -> dict[str, str]:
    """What `english_folded` makes of words (see search/migrations)."""
    # Where the search itself reads: a reader's may be a replica.
    with connections[router.db_for_read(IndexEntry)].cursor() as cursor:
        cursor.execute(
            "SELECT word, (ts_lexize('english_whole', word))[1] "
            "FROM unnest(%s::text[]) AS word",
            [words],
        )
        return dict(cursor.fetchall())


STEMMERS = {"postgresql": postgresql, "sqlite": fts5.stems}


# A word's stem never changes, and the same words are looked for again and again.
MOST_KNOWN = 20_000
known: dict[tuple[str, str], str] = {}


def stems(words: Iterable[str]) -> dict[str, str]:
    """The stem of each folded word, by the word."""
    # Looked up once each: another thread may forget them all meanwhile.
    vendor = connection.vendor
    found = {word: known.get((vendor, word), "") for word in words}
    if new := [word for word, stem in found.items() if not stem]:
        asked = STEMMERS[vendor](new)
        # FTS5 has none for what it takes for no word.
        stemmed = {word: asked.get(word, word) for word in new}
        if len(known) + len(stemmed) > MOST_KNOWN:
            known.clear()
        known.update({(vendor, word): stem for word, stem in stemmed.items()})
        found |= stemmed
    return found
