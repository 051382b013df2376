"""What is compared: the site's search, Wagtail's own, and plain FTS5."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from django.core.management import call_command
from django.db import DatabaseError
from django.http import QueryDict
from wagtail.search.backends import get_search_backend

from bench.search_quality.judgements import Answer
from bench.search_quality.measures import DEPTH
from search.answering import answered
from search.language import Asked
from search.models import Passage
from search.results import results_of
from writing.models import ReviewPage
from writing.rendering.passages import block_text

Engine = Callable[[str], Answer]

STOCK = "wagtail.search.backends.database"
FTS5 = """
    CREATE VIRTUAL TABLE review USING fts5(place UNINDEXED, text);
    CREATE VIRTUAL TABLE passage USING fts5(place UNINDEXED, text);
"""
SELECT = "SELECT place FROM {} WHERE {} MATCH ? ORDER BY rank LIMIT ?"
# Some passages of one review are left out again: see `as_shown`.
SPARE = 10


class ResultForScoring(NamedTuple):
    """A review on the results page, and the anchors under it, as they are read."""

    review: str
    passages: list[str]


def ours(query: str) -> list[ResultForScoring]:
    """What the first page of the site's search shows."""
    address = QueryDict(mutable=True)
    address["q"] = query
    answer = answered(Asked.from_get(address))
    return [
        ResultForScoring(result.review.slug, [hit.anchor for hit in result.hits])
        for result in results_of(answer.asked, answer.found.reviews[:DEPTH])
    ]


def site_search(query: str) -> Answer:
    """`ours` as one list of reviews and one of passages."""
    results = ours(query)
    passages = [
        f"{result.review}#{anchor}" for result in results for anchor in result.passages
    ]
    return Answer([result.review for result in results], passages)


def stock_wagtail() -> Engine:
    """The backend and the call of Wagtail's project template, on an index it fills.

    It writes into the database at hand: ask `ours` first.
    """
    call_command("update_index", backend_name=STOCK, verbosity=0)
    backend = get_search_backend(STOCK)

    def search(query: str) -> Answer:
        try:
            found = backend.search(query, ReviewPage.objects.live())[:DEPTH]
            return Answer([review.slug for review in found])
        except DatabaseError:
            # It raises on some punctuation; a reader gets an error page.
            return Answer([])

    return search


def plain_fts5(joined_by: str) -> Engine:
    """A table of whole reviews and one of passages, all as SQLite has it by itself."""
    database = sqlite3.connect(":memory:")
    database.executescript(FTS5)
    database.executemany("INSERT INTO review VALUES (?, ?)", whole_reviews())
    database.executemany("INSERT INTO passage VALUES (?, ?)", all_passages())

    def ranked(table: str, match: str, most: int) -> list[str]:
        rows = database.execute(SELECT.format(table, table), [match, most])
        return [place for (place,) in rows]

    def search(query: str) -> Answer:
        match = f" {joined_by} ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        return Answer(
            ranked("review", match, DEPTH), ranked("passage", match, DEPTH * SPARE)
        )

    return search


def whole_reviews() -> list[tuple[str, str]]:
    """Each public review's slug and all that it says."""
    return [
        (review.slug, "\n".join(texts_of(review)))
        for review in ReviewPage.objects.published()
    ]


def texts_of(review: ReviewPage) -> list[str]:
    """What a reader reads of it, from the title down."""
    return [
        review.title,
        review.dek,
        review.bottom_line,
        *review.takeaway_texts,
        review.paper_text,
        review.tag_text,
        *map(block_text, review.body),
    ]


def all_passages() -> list[tuple[str, str]]:
    """Each passage's place, and its heading and text."""
    rows = Passage.objects.select_related("review")
    return [
        (f"{row.review.slug}#{row.anchor}", f"{row.heading}\n{row.text}")
        for row in rows
    ]
