"""Readers find reviews by any word in them, and no query breaks the page."""

import pytest

from search.language import LONGEST
from tests.factories import PaperFactory, ReviewPageFactory, claim, prose, sound


@pytest.fixture
def review(site):
    paper = PaperFactory(short_title="Kafka", title="A Distributed Messaging System")
    paper.authors.create(given="Jay", family="Kreps")
    paper.save()
    return ReviewPageFactory(
        parent=site,
        title="Exactly once, almost",
        dek="Nothing is settled. " + "Nothing is settled, " * 8 + "ever, at all.",
        paper=paper,
        byline=["Ada Byron"],
        tags=["streaming", "messaging", "logs"],
        body=sound(
            prose("A partition resembles a *ledger*."), claim(found="It promises.")
        ),
    )


@pytest.fixture
def other(site):
    elsewhere = claim(said="Nothing is.", found="It is.", label="nothing")
    return ReviewPageFactory(
        parent=site,
        title="Something else",
        dek="A dek of another kind. " * 8,
        body=sound(elsewhere),
        tags=["a", "b", "c"],
    )


def found(client, query):
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    return [result.review.title for result in response.context["results"]]


WORDS = ["almost", "ALMOST", "once exactly", "settled", "Kafka", "messaging"]
WORDS += ["Kreps", "Byron", "streaming", "ledger", "promises", '"exactly once"']


def test_a_review_is_found_by_its_words(client, review, other):
    missed = [word for word in WORDS if found(client, word)[:1] != [review.title]]
    assert missed == []


def test_a_review_with_more_of_the_words_comes_first(client, review, other):
    assert found(client, "something else, a ledger") == [other.title, review.title]
    assert found(client, "almost something, a ledger") == [review.title, other.title]


def test_what_stands_nowhere_is_not_found(client, review, other):
    assert found(client, "nowhere") == []


def test_a_change_of_a_review_changes_what_is_found(client, review):
    review.title = "Never once"
    review.save_revision().publish()
    assert found(client, "never") == ["Never once"]
    assert found(client, "almost") == []


ODD = [
    "%22",
    "%22%22",
    "%22unbalanced",
    "%27",
    "*",
    "a*",
    "(",
    ")",
    "-",
    "--",
    "^kafka",
    "AND",
    "OR",
    "NOT",
    "kafka+AND",
    "NEAR(a,b)",
    "NEAR/2",
    "title:kafka",
    "{a+b}:c",
    "%00",
    "kafka%00once",
    "%ED%A0%80",
    "%FF%FE",
    "%C3%28",
    "%F0%9F%99%82",
    "%E2%80%8F%D7%A9%D7%9C%D7%95%D7%9D",
    "%E2%80%AEakfak",
    "%0A%0D%09",
    "",
    "+++",
    "%5C",
    "%25",
    "_",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    ";DROP+TABLE+wagtailcore_page",
    "x" * 10_000,
    "x+" * 5_000,
]


def test_no_query_breaks_the_page(client, review):
    answers = {query: client.get(f"/search/?q={query}") for query in ODD}
    assert [query for query in ODD if answers[query].status_code != 200] == []
    assert not any(b"<script>alert" in page.content for page in answers.values())


@pytest.mark.parametrize(("length", "said"), [(LONGEST, False), (LONGEST + 1, True)])
def test_a_long_query_is_cut_and_the_page_says_so(client, review, length, said):
    response = client.get("/search/", {"q": "x" * length})
    assert len(response.context["asked"].question.typed) == LONGEST
    assert ("its first 200 characters" in response.content.decode()) is said


def test_an_odd_page_number_is_harmless(client, review):
    for page in ("abc", "999", "-1", "%00", ""):
        response = client.get(f"/search/?q=almost&page={page}")
        assert len(response.context["results"]) == 1, page


def test_a_blank_query_shows_ways_on_and_counts_nothing(client, review):
    text = client.get("/search/").content.decode()
    assert "streaming" in text
    assert "Nothing found" not in text


def test_a_parameter_given_twice_is_harmless(client, review):
    assert client.get("/search/?q=almost&q=once&page=1&page=2").status_code == 200
