"""The bench of search runs to its end, on a journal of a few reviews."""

import pytest
from wagtail.models import Page

from bench.search_speed import measuring, rows
from bench.search_speed.findings import Finding, judged, table
from bench.search_speed.reviews import Journal
from search.models import Passage
from writing.models import ReviewPage

REVIEWS = 30
# Front, sections and claims.
PASSAGES = 1 + 10 + 8


@pytest.fixture(scope="module")
def journal():
    return Journal(seed=1)


@pytest.fixture
def filled(site, journal):
    rows.write(journal, REVIEWS, say=lambda line: None)
    return journal


def test_every_figure_is_measured_and_stands_in_the_table(filled):
    findings = [*measuring.rebuilt(REVIEWS), *measuring.measured(filled, REVIEWS)]
    costs = {finding.name: finding.ours for finding in findings}
    assert [name for name, cost in costs.items() if cost <= 0] == []
    assert [name for name in costs if f"| {name} |" not in table(findings)] == []
    searches = [finding for finding in findings if finding.kind == "search"]
    assert [one.name for one in searches if not one.bare] == []
    assert [one.name for one in searches if "template" not in one.parts] == []


def test_the_tree_is_sound_and_every_passage_indexed(filled):
    list(measuring.rebuilt(REVIEWS))
    assert Page.find_problems() == ([], [], [], [], [])
    assert ReviewPage.objects.published().count() == REVIEWS
    assert Passage.objects.count() == REVIEWS * PASSAGES


def test_a_review_is_the_same_whenever_it_is_made(journal):
    assert Journal(seed=1).review(7) == journal.review(7)


def test_what_costs_more_than_bare_sql_allows_is_a_miss():
    slow, quick = (
        Finding("sqlite", 10_000, "search", "rare word", ours, bare=2.0)
        for ours in (18.1, 17.9)
    )
    assert [one.is_miss for one in judged([slow, quick])] == [True, False]


def test_indexing_in_a_large_index_may_cost_twice_as_much_as_in_a_small_one():
    found = [
        Finding("sqlite", reviews, "indexing", "index one review", cost)
        for reviews, cost in ((1_000, 10.0), (100_000, 20.1))
    ]
    assert [one.is_miss for one in judged(found)] == [False, True]
