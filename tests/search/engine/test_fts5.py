"""What only the backend for SQLite has: its tables, and how it writes to them."""

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test.utils import CaptureQueriesContext
from modelsearch.index import SearchField
from wagtail.models import Page
from wagtail.search.query import Fuzzy, Not, Phrase, PlainText

from search.backends.documents import boosts, texts
from search.backends.fts5 import checks, rowids, tables
from search.backends.fts5.results import Segment
from search.backends.fts5.tables import BEGINNINGS, TABLES, WHOLE_WORDS
from search.backends.fts5.translator import tokens
from tests.factories import ReviewPageFactory
from writing.models import Paper, ReviewPage


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


@pytest.fixture
def other_columns():
    """Lets a test change what models index; afterwards it is as it was."""
    kept = Paper.search_fields
    yield
    Paper.search_fields = kept
    tables._columns.cache_clear()


def test_every_field_that_is_searched_has_a_column(db):
    columns = WHOLE_WORDS.columns
    assert {"title", "claim_text", "venue", "authors__name", "tags__name"} <= set(
        columns
    )
    assert set(BEGINNINGS.columns) >= {"title", "short_title"}
    assert all(table.fits() for table in TABLES)


def test_a_column_has_no_name_that_is_taken(db, other_columns):
    Paper.search_fields = [SearchField("rank"), SearchField("rowid")]
    tables._columns.cache_clear()
    assert WHOLE_WORDS.columns["rank"] == "rank_"
    WHOLE_WORDS.make()
    assert WHOLE_WORDS.fits()


def test_tables_follow_the_models_and_are_filled(paper, find, other_columns):
    paper("Paxos", url="https://example.org/parliament")
    assert find("parliament") == []
    Paper.search_fields = [*Paper.search_fields, SearchField("url")]
    tables._columns.cache_clear()
    call_command("migrate", verbosity=0)
    assert find("parliament", fields=["url"]) == ["Paxos"]
    assert find("paxos") == ["Paxos"]


def test_a_rebuild_makes_the_tables_as_the_models_are(paper, find, other_columns):
    paper("Paxos", url="https://example.org/parliament")
    Paper.search_fields = [*Paper.search_fields, SearchField("url")]
    tables._columns.cache_clear()
    call_command("update_index", verbosity=0)
    assert find("parliament") == ["Paxos"]


def test_a_missing_table_is_made_and_filled(paper, find):
    paper("Paxos")
    for table in TABLES:
        table.remove()
    call_command("migrate", verbosity=0)
    assert find("paxos") == ["Paxos"]


def test_rows_of_an_emptied_database_are_forgotten(paper, backend):
    found = paper("Paxos")
    Paper.objects.filter(pk=found.pk)._raw_delete("default")
    rows("INSERT INTO search_fts5 (rowid, title) VALUES (999 << 40 | 1, 'paxos')")
    # As Django's `flush` does.
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert rows("SELECT rowid FROM search_fts5 WHERE search_fts5 MATCH 'paxos'") == []


def test_wagtails_own_index_is_no_longer_written(paper):
    paper("Paxos")
    assert rows("SELECT count(*) FROM wagtailsearch_indexentry") == [(0,)]


def test_an_object_that_did_not_change_is_not_written(paper):
    found = paper("Paxos")
    before = rows("SELECT * FROM search_fts5_data")
    found.save()
    assert rows("SELECT * FROM search_fts5_data") == before


def test_a_row_says_whose_it_is(paper):
    found = paper("Paxos")
    number = rowids.rowid(rowids.content_type(Paper), found.pk)
    assert rows("SELECT rowid FROM search_fts5 WHERE search_fts5 MATCH 'paxos'") == [
        (number,)
    ]


@pytest.mark.parametrize("key", [-1, 1 << 40])
def test_a_key_that_is_too_large_is_refused(key):
    with pytest.raises(ValueError, match="does not fit"):
        rowids.rowid(1, key)


def test_a_model_without_an_integer_key_is_told_of(monkeypatch):
    monkeypatch.setattr(checks, "get_indexed_models", lambda: [Session, ReviewPage])
    [error] = checks.integer_keys(None)
    assert "sessions.Session is indexed" in error.msg


def test_the_models_of_this_site_have_integer_keys():
    assert checks.integer_keys(None) == []


def test_a_models_own_boost_goes_before_those_of_its_descendants(db):
    assert boosts(Page, SearchField)["title"] == 2
    assert boosts(Page, SearchField)["claim_text"] == 2
    assert boosts(ReviewPage, SearchField)["title"] == 10


def test_the_texts_of_related_objects_are_their_own_field(paper):
    found = paper("Paxos", authors=[("Leslie", "Lamport"), ("Nancy", "Lynch")])
    assert texts(found, SearchField)["authors__name"] == "Leslie Lamport\nNancy Lynch"


def test_what_is_not_there_is_no_text(paper):
    found = paper("Paxos", venue="")
    found.doi = None
    assert texts(found, SearchField)["doi"] == ""


def test_control_characters_are_not_stored(paper):
    found = paper("Paxos")
    found.title = "a\x00b\x02c\ud800d"
    assert texts(found, SearchField)["title"] == "a b cd"


def test_keys_come_from_the_index_alone(paper, backend):
    found = paper("Paxos")
    for read in ("ranked_keys", "matched_keys"):
        with CaptureQueriesContext(connection) as queries:
            assert getattr(backend.search("paxos", Paper), read)() == [found.pk]
        [query] = queries
        assert "writing_paper" not in query["sql"]


def test_a_misspelt_stem_is_found_though_its_stem_is_another(paper, find):
    paper("On databases")
    assert tokens("databas", WHOLE_WORDS.tokenizer) != ["databas"]
    assert find(Fuzzy("databsaes")) == ["On databases"]


def test_a_snippet_marks_the_words_that_were_searched_for(paper, backend):
    found = paper("Paxos", "A part-time parliament, and what its laws said")
    other = paper("Raft")
    results = backend.search("laws parliaments", Paper)
    assert results.snippets([found.pk, other.pk]) == {
        found.pk: [
            Segment("A part-time ", is_match=False),
            Segment("parliament", is_match=True),
            Segment(", and what its ", is_match=False),
            Segment("laws", is_match=True),
            Segment(" said", is_match=False),
        ]
    }


def test_a_phrase_is_marked_as_one_and_a_long_text_is_cut(paper, backend):
    found = paper("Paxos", f"{'before ' * 50}part-time parliament {'after ' * 40}")
    results = backend.search(Phrase("part time"), Paper)
    [pieces] = results.snippets([found.pk], words=5).values()
    assert [piece.text for piece in pieces if piece.is_match] == ["part-time"]
    assert pieces[0].text.startswith("…")
    assert len("".join(piece.text for piece in pieces).split()) <= 6


def test_what_does_not_match_has_no_snippet(paper, backend):
    found = paper("Paxos")
    assert backend.search(Not(PlainText("raft")), Paper).snippets([found.pk]) == {}


def test_a_review_weighs_as_its_fields_say(site):
    dek = "Of ropes and knots" + ", of what hangs on them and who ties them" * 5 + "."
    in_dek = ReviewPageFactory(parent=site, dek=dek)
    in_title = ReviewPageFactory(parent=site, title="Ropes")
    assert list(ReviewPage.objects.search("ropes")) == [in_title, in_dek]
