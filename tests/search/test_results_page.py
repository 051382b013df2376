"""A page of results: reviews, their passages, and what narrows them."""

import re
from datetime import date

import pytest
from wagtail.models import PageViewRestriction
from wagtail.search.query import And, Not, Phrase, PlainText

from search.matching import Match
from tests.factories import PaperFactory, ReviewPageFactory, claim, prose, sound

DEK = "A sentence of a length that will do for the front of a review, in plain words. "


def write(site, title, words, day, **values):
    """A review that has these words in its text, and says its title in a claim."""
    verdict = values.pop("verdict", "holds")
    return ReviewPageFactory(
        parent=site,
        title=title,
        dek=DEK * 2,
        paper=values.pop("paper", None) or PaperFactory(venue="NetDB 2011", year=2011),
        tags=values.pop("tags", ["logs"]),
        published_on=date(2026, 1, day),
        body=sound(
            prose(f"## {title} at length\n\n{words}"),
            claim(said=f"{title} says so.", verdict=verdict, label="first"),
        ),
    )


@pytest.fixture
def kafka(site):
    return write(
        site,
        "Kafka",
        "A broker keeps no state of its consumers.",
        1,
        verdict="contradicted",
        tags=["logs", "messaging"],
    )


@pytest.fixture
def pregel(site):
    return write(
        site,
        "Pregel",
        "A broker is not needed where vertices vote to halt.",
        2,
        tags=["logs", "graphs"],
        paper=PaperFactory(short_title="Pregel", venue="SIGMOD 2010", year=2010),
    )


@pytest.fixture
def mamba(site):
    return write(
        site,
        "Mamba",
        "A state space has no broker.",
        3,
        tags=["models"],
        paper=PaperFactory(short_title="Mamba", venue="COLM 2024", year=2024),
    )


@pytest.fixture
def library(kafka, pregel, mamba):
    return [kafka, pregel, mamba]


def ask(client, **query):
    response = client.get("/search/", query)
    assert response.status_code == 200
    return response


def titles(response):
    return [result.review.title for result in response.context["results"]]


def counts(response, kind):
    """By label, what a facet of the page counts."""
    group = next(g for g in response.context["groups"] if g.kind == kind)
    return {choice.value.label: choice.value.count for choice in group.values}


def test_a_result_leads_to_its_best_passage(client, library):
    page = ask(client, q="vertices vote").content.decode()
    assert re.search(r'href="/writing/pregel/\?found=[^"]+#pregel-at-length"', page)
    assert "<mark>vertices" in page


def test_a_claim_that_answers_shows_its_verdict(client, library):
    page = ask(client, q="Kafka says so").content.decode()
    assert "#claim-first" in page
    assert "4 of 5 on the scale" in page


def test_a_passage_that_a_result_leads_to_is_on_the_page(client, library):
    for result in ask(client, q="broker").context["results"]:
        page = client.get(result.review.url).content.decode()
        anchors = [passage.hit.anchor for passage in result.passages]
        assert anchors
        assert [a for a in anchors if f'id="{a}"' not in page] == []


def test_facets_count_the_reviews_that_choosing_them_leaves(client, library):
    page = ask(client, q="broker")
    for kind in ("tag", "venue", "year", "verdict"):
        for choice in next(
            group for group in page.context["groups"] if group.kind == kind
        ).values:
            if choice.url:
                chosen = client.get(f"/search/{choice.url}")
                assert len(titles(chosen)) == choice.value.count, choice


def test_two_tags_narrow(client, library):
    assert set(titles(ask(client, q="broker", tag="logs"))) == {"Kafka", "Pregel"}
    assert titles(ask(client, q="broker", tag=["logs", "graphs"])) == ["Pregel"]


def test_two_years_widen(client, library):
    found = titles(ask(client, q="broker", year=["2010", "2024"]))
    assert set(found) == {"Pregel", "Mamba"}


def test_other_years_are_counted_as_if_none_was_chosen(client, library):
    page = ask(client, q="broker", year="2010")
    assert counts(page, "year") == {"2010": 1, "2011": 1, "2024": 1}


def test_typed_and_chosen_filters_are_taken_together(client, library):
    assert titles(ask(client, q="broker tag:logs", year="2011")) == ["Kafka"]
    assert set(titles(ask(client, q="broker -tag:models"))) == {"Kafka", "Pregel"}
    assert set(titles(ask(client, q="broker year:2010..2011"))) == {"Kafka", "Pregel"}


def test_filters_alone_give_the_newest_first(client, library):
    assert titles(ask(client, q="tag:logs")) == ["Pregel", "Kafka"]


def test_what_is_unwanted_is_left_out_wherever_it_stands(client, library):
    assert set(titles(ask(client, q="broker -vertices"))) == {"Kafka", "Mamba"}
    assert titles(ask(client, q="says -vertices -space", kind="claim")) == ["Kafka"]
    assert titles(ask(client, q="-vertices tag:logs")) == ["Kafka"]
    assert titles(ask(client, q="-vertices -space")) == ["Kafka"]


def test_the_newest_come_first_when_asked(client, library):
    assert titles(ask(client, q="broker", order="newest")) == [
        *("Mamba", "Pregel", "Kafka")
    ]


def test_what_is_applied_can_be_taken_off(client, library):
    page = ask(client, q="broker year:2011", tag="logs", kind="section")
    labels = [one.label for one in page.context["applied"]]
    assert len(labels) == 3
    for one in page.context["applied"]:
        left = client.get(f"/search/{one.url}")
        assert one.label not in [other.label for other in left.context["applied"]]
        assert len(left.context["applied"]) == 2


def test_the_kind_says_where_the_words_must_stand(client, library):
    assert titles(ask(client, q="vertices", kind="claim")) == []
    assert titles(ask(client, q="vertices", kind="section")) == ["Pregel"]
    assert titles(ask(client, q='"Mamba says"', kind="claim"))[0] == "Mamba"
    assert titles(ask(client, q='"Mamba says"', kind="section")) == []


def test_fewer_words_answer_when_no_review_has_all(client, library):
    page = ask(client, q="vertices quorums")
    assert titles(page) == ["Pregel"]
    assert "No review has all the words" in page.content.decode()


def test_a_restricted_review_shows_in_no_way(client, library, kafka):
    PageViewRestriction.objects.create(page=kafka, restriction_type="login")
    page = ask(client, q="broker")
    assert set(titles(page)) == {"Pregel", "Mamba"}
    assert "Kafka" not in page.content.decode().replace("Kafka ", "", 0)
    assert "messaging" not in counts(page, "tag")
    assert "NetDB" not in counts(page, "venue")
    assert counts(page, "verdict")["Contradicted"] == 0


def test_a_misspelt_word_is_put_right_and_the_page_says_so(client, library):
    page = ask(client, q="vertcies")
    assert titles(page) == ["Pregel"]
    assert "Showing <b>vertices</b>" in page.content.decode()


def test_one_may_insist_on_what_was_typed(client, library):
    page = ask(client, q="vertcies broker", literally="1")
    assert set(titles(page)) == {"Kafka", "Pregel", "Mamba"}
    assert "Showing" not in page.content.decode()
    assert "literally=1" in page.context["order"].url


def test_words_that_stand_nearly_everywhere_are_ranked_by_titles_then_dates(
    client, library, monkeypatch
):
    monkeypatch.setattr(type(Match("x").results.backend), "most_ranked", 2)
    assert titles(ask(client, q="broker")) == ["Mamba", "Pregel", "Kafka"]
    page = ask(client, q="Kafka OR broker")
    assert titles(page) == ["Kafka", "Mamba", "Pregel"]
    known = {"logs": 2, "messaging": 1, "graphs": 1, "models": 1}
    assert counts(page, "tag").items() >= known.items()


def test_a_phrase_of_words_in_too_many_is_looked_for_in_titles_and_the_page_says_so(
    client, library, monkeypatch
):
    page = ask(client, q='"state of its"', literally="1")
    assert page.context["answer"].found.with_all == 1
    assert "titles only" not in page.content.decode()
    monkeypatch.setattr(type(Match("x").results.backend), "most_phrased", 0)
    page = ask(client, q='"state of its"', literally="1")
    assert "titles only" in page.content.decode()
    assert page.context["answer"].found.with_all == 0


def test_a_phrase_that_is_excluded_is_looked_for_in_what_has_the_rest(library):
    query = And([PlainText("broker"), Not(Phrase("state of its"))])
    assert len(Match(query).keys) == 2
    assert Match(query).candidates == 3


def test_pages_of_results_repeat_none_and_miss_none(client, site, kafka):
    for number in range(2, 26):
        write(site, f"Reading {number}", "A broker again.", number)
    pages = [titles(ask(client, q="broker", page=str(n))) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 5]
    assert len({title for page in pages for title in page}) == 25


@pytest.mark.parametrize("query", ["broker", "tag:logs", "broker year:2010..2012"])
def test_a_page_of_results_takes_as_many_queries_at_any_number_of_reviews(
    client, site, library, django_assert_max_num_queries, query
):
    ask(client, q=query)
    with django_assert_max_num_queries(40) as few:
        ask(client, q=query)
    for number in range(4, 10):
        write(site, f"Reading {number}", "A broker again.", number)
    with django_assert_max_num_queries(len(few.captured_queries)):
        ask(client, q=query)
