"""In which order a search gives what it finds, and what else it says of it."""

import pytest
from django.core.management import call_command
from modelsearch.index import FilterField
from wagtail.models import Page
from wagtail.search.query import MATCH_ALL, Boost, Not, Or, PlainText

from home.models import PlainPage
from tests.factories import ReviewPageFactory, claim, prose, sound
from writing.models import Paper, ReviewPage


def titles(found):
    return [paper.short_title for paper in found]


@pytest.fixture
def papers(paper):
    """The same word in fields that count for less and less, saved in another order."""
    return [
        paper("Third", venue="Logs"),
        paper("Logs, the first", year=2011),
        paper("Second", "Of logs", year=2011),
        *(paper(f"Other {n}", "Of trees") for n in range(4)),
    ]


def test_the_boost_of_a_field_decides(papers, find):
    assert find("logs") == ["Logs, the first", "Second", "Third"]


def test_keys_are_ranked_as_objects_are(papers, backend):
    results = backend.search("logs", Paper)
    assert results.ranked_keys() == [paper.pk for paper in results]


def test_keys_are_of_the_index_whatever_the_queryset_leaves_out(papers, backend):
    results = backend.search("logs", Paper.objects.filter(year=2011))
    assert len(results) == results.count() == 2
    assert len(results.ranked_keys()) == len(results.matched_keys()) == 3


def test_a_boosted_part_of_a_query_decides(papers, find):
    first = Or([Boost(PlainText("third"), 1000), PlainText("logs")])
    assert find(first)[0] == "Third"
    plain = Or([PlainText("third", boost=0.001), PlainText("logs")])
    assert find(plain)[0] != "Third"


def test_equal_matches_come_newest_first(papers, find):
    assert find("trees") == ["Other 3", "Other 2", "Other 1", "Other 0"]


def test_results_can_be_in_the_order_of_the_queryset(papers, find):
    found = find("logs", Paper.objects.order_by("year"), order_by_relevance=False)
    assert found[-1] == "Third"
    found = find("logs", Paper.objects.order_by("-year"), order_by_relevance=False)
    assert found[0] == "Third"


def test_results_in_no_order_come_newest_first(papers, find):
    found = find("logs", Paper.objects.order_by(), order_by_relevance=False)
    assert found == ["Second", "Logs, the first", "Third"]


def test_what_does_not_match_is_in_the_order_of_the_queryset(papers, find):
    papers = Paper.objects.order_by("-short_title")
    assert find(Not(PlainText("trees")), papers) == [
        "Third",
        "Second",
        "Logs, the first",
    ]


SLICES = [slice(0, 2), slice(1, 3), slice(2, None), slice(0, 0), slice(5, 9)]


@pytest.mark.parametrize("part", SLICES, ids=repr)
@pytest.mark.parametrize("by_relevance", [True, False])
@pytest.mark.parametrize(
    "query", ["logs", MATCH_ALL, Not(PlainText("trees"))], ids=repr
)
def test_a_slice_is_that_part_of_the_whole(papers, backend, part, by_relevance, query):
    papers = Paper.objects.all()
    results = backend.search(query, papers, order_by_relevance=by_relevance)
    whole = list(backend.search(query, papers, order_by_relevance=by_relevance))
    assert list(results[part]) == whole[part]
    assert results[part].count() == len(whole[part])


def test_slices_of_slices_and_single_results(papers, backend):
    results = backend.search("logs", Paper)
    assert titles(results[1:][:1]) == ["Second"]
    assert results[2].short_title == "Third"
    with pytest.raises(IndexError):
        results[3]


def test_the_queryset_narrows_orders_and_prefetches(papers, backend):
    narrow = Paper.objects.filter(year=2011).prefetch_related("reviews")
    found = list(backend.search("logs", narrow))
    assert titles(found) == ["Logs, the first", "Second"]
    assert found[0]._prefetched_objects_cache.keys() == {"reviews"}


def test_nothing_is_found_in_nothing(papers, backend):
    for empty in (Paper.objects.none(), Paper.objects.filter(year__in=[])):
        results = backend.search("logs", empty)
        assert (list(results), results.count()) == ([], 0)


@pytest.mark.parametrize("by_relevance", [True, False])
def test_a_better_match_has_a_greater_score(papers, backend, by_relevance):
    results = backend.search("logs", Paper, order_by_relevance=by_relevance)
    scores = {p.short_title: p.score for p in results.annotate_score("score")}
    assert scores["Logs, the first"] > scores["Second"] > scores["Third"] > 0


def test_a_facet_counts_the_results(papers, backend):
    assert dict(backend.search("logs", Paper).facet("year")) == {2011: 2, 2020: 1}
    assert list(backend.search("logs", Paper).facet("year")) == [2011, 2020]
    assert dict(backend.search("nothing", Paper).facet("year")) == {}
    assert dict(backend.search(Not(PlainText("trees")), Paper).facet("year")) == {
        2011: 2,
        2020: 1,
    }


def test_a_facet_of_a_field_without_filter_is_refused(papers, backend):
    assert FilterField("year").field_name in {f.field_name for f in Paper.search_fields}
    with pytest.raises(Exception, match="Cannot facet"):
        backend.search("logs", Paper).facet("venue")


def test_a_page_costs_two_queries_at_most(
    papers, backend, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        list(backend.search("logs", Paper)[:2])


# How the index follows what is stored.


def test_what_was_saved_is_found_and_what_was_replaced_is_not(paper, find):
    found = paper("Paxos")
    found.short_title = "Raft"
    found.save()
    assert find("raft") == ["Raft"]
    assert find("paxos") == []


def test_what_was_deleted_is_not_found(paper, backend):
    paper("Paxos").delete()
    assert backend.search("paxos", Paper).ranked_keys() == []


def test_a_rebuild_finds_what_no_signal_told_of(paper, find):
    paper("Paxos", "Old")
    Paper.objects.update(title="New")
    call_command("update_index", verbosity=0)
    assert find("new") == ["Paxos"]
    assert find("old") == []


def test_a_rebuild_forgets_what_is_gone(paper, backend):
    found = paper("Paxos")
    Paper.objects.filter(pk=found.pk)._raw_delete("default")
    call_command("update_index", verbosity=0)
    assert backend.search("paxos", Paper).ranked_keys() == []


def test_a_reset_forgets_everything(paper, backend):
    paper("Paxos")
    backend.reset_indexes()
    assert backend.search("paxos", Paper).ranked_keys() == []


# Models that inherit from another.


@pytest.fixture
def review(site):
    body = sound(prose("A ledger."), claim(said="Promises.", found="A forfeit."))
    return ReviewPageFactory(
        parent=site, title="Logs", dek="Of ropes. " * 20, body=body
    )


@pytest.fixture
def about(site):
    home = site.get_parent()
    return home.add_child(instance=PlainPage(title="About logs", body="<p>Us.</p>"))


def test_a_search_for_pages_finds_every_kind_of_page(review, about, backend):
    found = Page.objects.search("logs")
    assert {page.pk for page in found} == {review.pk, about.pk}
    assert set(found.ranked_keys()) == {review.pk, about.pk}


def test_a_search_for_one_kind_of_page_finds_no_other(review, about):
    assert list(ReviewPage.objects.search("logs")) == [review]
    assert ReviewPage.objects.search("logs").matched_keys() == [review.pk]
    assert list(PlainPage.objects.search("logs")) == [about]


def test_pages_are_found_as_what_they_are(review):
    assert list(Page.objects.specific().search("logs")) == [review]


FIELDS = [
    ("logs", ["title"], True),
    ("promises", ["claim_text"], True),
    ("forfeit", ["claim_text"], True),
    ("forfeit", ["text"], False),
    ("ledger", ["text"], True),
    ("ledger", ["claim_text"], False),
    ("ropes", ["dek"], True),
    ("ropes", ["title"], False),
]


@pytest.mark.parametrize(("word", "fields", "is_found"), FIELDS)
def test_a_review_is_found_in_one_of_its_fields(review, word, fields, is_found):
    assert bool(ReviewPage.objects.search(word, fields=fields)) is is_found


def test_a_page_that_is_not_live_is_filtered_out(review, about):
    review.unpublish()
    assert [page.pk for page in Page.objects.live().search("logs")] == [about.pk]
