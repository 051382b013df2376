"""Passages in SQLite's full-text index.

No query asks for bm25, which counts the whole table. The keys of a review's passages
follow each other, so that each look-up reads the review's part of the index alone.
"""

import json
from collections.abc import Iterator, Sequence

from django.db import connection

from search.models.passages import MOST
from search.passages.signs import (
    CLOSING,
    NEAR,
    OPENING,
    Asking,
    Found,
    Marked,
    questions,
    sign_of,
)
from search.passages.terms import Sought

# CROSS JOIN keeps SQLite from taking the tables in another order.
FIND = """
    SELECT passage.id, passage.kind, passage.verdict, question.key
    FROM json_each(%s) AS question
    CROSS JOIN json_each(%s) AS review
    CROSS JOIN search_passage_fts
    CROSS JOIN search_passage AS passage ON passage.id = search_passage_fts.rowid
    WHERE search_passage_fts MATCH question.value
    AND search_passage_fts.rowid BETWEEN review.value * %s AND review.value * %s + %s
"""
MARK = """
    SELECT passage.id, passage.kind, passage.anchor, passage.verdict,
           highlight(search_passage_fts, 0, %s, %s),
           highlight(search_passage_fts, 1, %s, %s)
    FROM json_each(%s) AS chosen
    CROSS JOIN search_passage_fts
    CROSS JOIN search_passage AS passage ON passage.id = search_passage_fts.rowid
    WHERE search_passage_fts MATCH %s AND search_passage_fts.rowid = chosen.value
"""


def term(sought: Sought) -> str:
    text = sought.text.replace('"', '""')
    return f'"{text}"*' if sought.is_prefix else f'"{text}"'


def in_heading(sought: Sought) -> str:
    return f"heading : {term(sought)}"


def near(first: Sought, second: Sought) -> str:
    return f"NEAR({term(first)} {term(second)}, {NEAR})"


ASKING = Asking(term, in_heading, near)


def find(terms: Sequence[Sought], reviews: Sequence[int]) -> Iterator[Found]:
    """Every sign of the terms in passages of these reviews."""
    asked = json.dumps(questions(terms, ASKING))
    ranges = (json.dumps(reviews), MOST, MOST, MOST - 1)
    with connection.cursor() as cursor:
        cursor.execute(FIND, [asked, *ranges])
        for key, kind, verdict, place in cursor.fetchall():
            yield Found(key, kind, verdict, *sign_of(place, terms))


def mark(terms: Sequence[Sought], passages: Sequence[int]) -> Iterator[Marked]:
    """These passages, with the terms marked."""
    marks = (OPENING, CLOSING, OPENING, CLOSING)
    any_term = " OR ".join(map(term, terms))
    with connection.cursor() as cursor:
        cursor.execute(MARK, [*marks, json.dumps(passages), any_term])
        yield from map(Marked._make, cursor.fetchall())
