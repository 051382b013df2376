"""The same questions put to SQLite in bare SQL, on the index that the site uses."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from bench.search_speed.questions import Question
from writing.models import ReviewPage

TABLE = "search_fts5"
# A row's number is the content type, then the object's key in so many bits.
KEY_BITS = 40
OF_WORDS = f"FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid BETWEEN %s AND %s"
TAGGED = f"""
(rowid & {(1 << KEY_BITS) - 1}) IN (
  SELECT content_object_id FROM writing_taggedreview
  JOIN writing_reviewtag ON writing_reviewtag.id = tag_id WHERE slug = %s)"""  # noqa: S608


def ask(question: Question) -> list[Any]:
    """The ten best reviews, then how many there are."""
    rank = f"bm25({TABLE}, {weights()})"
    found = f"{OF_WORDS} AND {TAGGED}" if question.tag else OF_WORDS
    values: list[Any] = [match_of(question), *reviews()]
    if question.tag:
        values.append(question.tag)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid, {rank} {found} ORDER BY {rank} LIMIT 10", values)
        best = cursor.fetchall()
        cursor.execute(f"SELECT count(*) {found}", values)
        return [*best, cursor.fetchone()]


def match_of(question: Question) -> str:
    """The question in FTS5's language."""
    if question.is_phrase:
        return f'"{" ".join(question.words)}"'
    return " AND ".join(f'"{word}"' for word in question.words)


@cache
def weights() -> str:
    """How much each column of the index counts."""
    boosts = {
        field.field_name: getattr(field, "boost", None) or 1
        for field in ReviewPage.get_search_fields()
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info(%s)", [TABLE])
        return ", ".join(str(boosts.get(name, 1)) for (name,) in cursor.fetchall())


@cache
def reviews() -> tuple[int, int]:
    """The first and the last number that the row of a review may have."""
    first = ContentType.objects.get_for_model(ReviewPage).pk << KEY_BITS
    return first, first | (1 << KEY_BITS) - 1


def sizes() -> dict[str, int]:
    """Bytes by table; an index counts for the table that it is of."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tbl_name, sum(pgsize) FROM dbstat"
            " JOIN sqlite_master AS known ON dbstat.name = known.name"
            " GROUP BY tbl_name"
        )
        return dict(cursor.fetchall())
