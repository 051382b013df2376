"""Passages in PostgreSQL: their generated column `vector`, and ts_headline."""

from collections.abc import Iterator, Sequence

from django.db import connection

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

# Materialised, or each question would be parsed once for each passage.
FIND = """
    WITH question AS MATERIALIZED (
        SELECT to_tsquery('english_folded', asked) AS query, place - 1 AS place
        FROM unnest(%s::text[]) WITH ORDINALITY AS question (asked, place)
    )
    SELECT passage.id, passage.kind, passage.verdict, question.place
    FROM search_passage AS passage
    JOIN question ON passage.vector @@ question.query
    WHERE passage.review_id = ANY(%s)
"""
MARK = """
    SELECT id, kind, anchor, verdict,
           ts_headline('english_folded', heading, query, %s),
           ts_headline('english_folded', text, query, %s)
    FROM search_passage, to_tsquery('english_folded', %s) AS query
    WHERE id = ANY(%s)
"""
WHOLE_TEXT = f"HighlightAll=true, StartSel={OPENING}, StopSel={CLOSING}"


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def term(sought: Sought) -> str:
    return quoted(sought.text) + (":*" if sought.is_prefix else "")


def in_heading(sought: Sought) -> str:
    return quoted(sought.text) + (":*A" if sought.is_prefix else ":A")


def near(first: Sought, second: Sought) -> str:
    pairs = [(term(first), term(second)), (term(second), term(first))]
    return " | ".join(
        f"{left} <{apart}> {right}"
        for left, right in pairs
        for apart in range(1, NEAR + 2)
    )


ASKING = Asking(term, in_heading, near)


def find(terms: Sequence[Sought], reviews: Sequence[int]) -> Iterator[Found]:
    """Every sign of the terms in passages of these reviews."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, [questions(terms, ASKING), list(reviews)])
        for key, kind, verdict, place in cursor.fetchall():
            yield Found(key, kind, verdict, *sign_of(place, terms))


def mark(terms: Sequence[Sought], passages: Sequence[int]) -> Iterator[Marked]:
    """These passages, with the terms marked."""
    any_term = " | ".join(map(term, terms))
    with connection.cursor() as cursor:
        cursor.execute(MARK, [WHOLE_TEXT, WHOLE_TEXT, any_term, list(passages)])
        yield from map(Marked._make, cursor.fetchall())
