"""What only the backend for PostgreSQL has: weights, indexes, and how it writes."""

import pytest
from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from modelsearch.backends.database.postgres.weights import BOOSTS_WEIGHTS
from modelsearch.index import SearchField
from modelsearch.utils import get_content_type_pk
from wagtail.search.models import IndexEntry

from search.backends.postgresql.vectors import labels_of
from writing.models import Paper, ReviewPage

VECTORS = ["title", "body", "autocomplete"]


def test_each_boost_of_a_review_has_a_weight_of_its_own():
    assert BOOSTS_WEIGHTS == [(10, "A"), (4, "B"), (2, "C"), (1, "D")]
    labels = labels_of(ReviewPage, SearchField)
    assert [path for path in labels if labels[path] == "C"] == ["claim_text"]


@pytest.fixture
def many(paper):
    """A paper among two thousand entries of others."""
    IndexEntry.objects.bulk_create(
        IndexEntry(
            content_type_id=get_content_type_pk(Paper),
            object_id=str(10_000 + number),
            **{name: SearchVector(Value(f"raft {number}")) for name in VECTORS},
        )
        for number in range(2_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE wagtailsearch_indexentry")
    return paper("Paxos")


def plan(sql, params):
    """How PostgreSQL finds it."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_all_fields_together_have_an_index(many, backend):
    results = backend.search("paxos", Paper)
    objects = results.get_queryset().query.sql_with_params()
    for found in (results.query_compiler.found("english"), objects):
        assert "Bitmap Index Scan" in plan(*found)
        assert "Index Cond: (body @@" in plan(*found)


def test_a_save_reads_no_other_entry(paper):
    paper("Paxos")
    found = paper("Raft")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found.save()
    assert not any("AVG" in query["sql"] for query in queries)
