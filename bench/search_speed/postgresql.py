"""The same questions put to PostgreSQL in bare SQL, on the index that the site uses."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from bench.search_speed.questions import Question
from writing.models import ReviewPage

CONFIGURATION = "english_folded"
# The planner takes long vectors for cheap to read. `+ 0` keeps it from the index of
# content types and `BY_INDEX` from the table, by which it would read all of them.
BY_INDEX = "SET LOCAL enable_seqscan = off"
OF_WORDS = """
FROM query, wagtailsearch_indexentry
WHERE body @@ words AND content_type_id + 0 = %s"""
OF_TAG = """
FROM query, wagtailsearch_indexentry
JOIN writing_taggedreview ON content_object_id = object_id::bigint
JOIN writing_reviewtag ON writing_reviewtag.id = tag_id
WHERE body @@ words AND content_type_id + 0 = %s AND slug = %s"""
BEST = "SELECT object_id, ts_rank(body, words)"


def ask(question: Question) -> list[Any]:
    """The ten best reviews, then how many there are."""
    parse = "phraseto_tsquery" if question.is_phrase else "plainto_tsquery"
    query = f"WITH query AS (SELECT {parse}(%s, %s) AS words)"
    found = OF_TAG if question.tag else OF_WORDS
    review = ContentType.objects.get_for_model(ReviewPage).pk
    values: list[Any] = [CONFIGURATION, " ".join(question.words), review]
    if question.tag:
        values.append(question.tag)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BY_INDEX)
        cursor.execute(f"{query} {BEST} {found} ORDER BY 2 DESC LIMIT 10", values)
        best = cursor.fetchall()
        cursor.execute(f"{query} SELECT count(*) {found}", values)
        return [*best, cursor.fetchone()]


def sizes() -> dict[str, int]:
    """Bytes by table, with its indexes and what is stored beside it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return dict(cursor.fetchall())
