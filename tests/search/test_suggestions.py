"""What is offered to who begins to type."""

import pytest
from wagtail.models import PageViewRestriction

from search.models import Facet, Suggestion
from search.suggestions import MOST, suggest
from tests.factories import ReviewPageFactory, SeriesPageFactory, offer

ADDRESS = "/search/suggest/"


def enter_facet(kind, value, label):
    Facet.objects.create(kind=kind, value=value, label=label, members=b"\1")


def without_names(page):
    """A review of which nothing is offered but what a test enters."""
    Suggestion.objects.filter(review=page).delete()
    Facet.objects.filter(kind__in=["tag", "series"]).delete()
    return page


@pytest.fixture
def review(site):
    page = without_names(
        ReviewPageFactory(parent=site, title="Exactly once, almost", slug="kafka")
    )
    offer("review", page.title, page)
    offer("paper", "Kafka: a Distributed Messaging System", page)
    offer("author", "Jay Kreps", page)
    offer("heading", "What was measured", page, anchor="measured")
    return page


@pytest.fixture
def other(site):
    page = ReviewPageFactory(parent=site, title="Something else", slug="other")
    return without_names(page)


def offered(typed):
    return [(one.kind, one.label, one.url) for one in suggest(typed)]


@pytest.mark.parametrize(
    ("typed", "kind", "url"),
    [
        ("exac", "review", "/writing/kafka/"),
        ("mess", "paper", "/writing/kafka/"),
        ("kreps", "author", "/search/?q=author%3A%22Jay+Kreps%22"),
        ("measu", "heading", "/writing/kafka/#measured"),
    ],
)
def test_a_name_is_found_from_any_of_its_words_on(review, typed, kind, url):
    ((found, _, address),) = offered(typed)
    assert (found, address.removeprefix("http://localhost")) == (kind, url)


def test_a_heading_says_of_which_review_it_is(review):
    (one,) = suggest("measured")
    assert one.of == "Exactly once, almost"


@pytest.mark.parametrize("typed", ["KAFKA a dist", "kafka, a  DIST", "káfka a dist"])
def test_several_words_are_one_beginning(review, typed):
    assert [label for _, label, _ in offered(typed)] == [
        "Kafka: a Distributed Messaging System"
    ]


def test_the_last_word_alone_is_tried_when_all_begin_nothing(review):
    assert [kind for kind, *_ in offered("who is kreps")] == ["author"]


@pytest.mark.parametrize("typed", ["", " ", "k", "k ", "almost k", "?!", "nowhere"])
def test_too_little_or_nothing_known_offers_nothing(review, typed):
    assert offered(typed) == []


def test_tags_and_series_lead_to_their_pages(site, review):
    SeriesPageFactory(parent=site, title="Stream reading", slug="streams")
    enter_facet("tag", "streaming", "Streaming")
    enter_facet("series", "streams", "Stream reading")
    enter_facet("series", "gone", "Stream of old")
    enter_facet("venue", "stream", "Stream")
    assert [
        (kind, url.partition("/writing/")[2]) for kind, _, url in offered("strea")
    ] == [
        ("tag", "tags/streaming/"),
        ("series", "streams/"),
    ]


def test_a_name_of_several_reviews_leads_to_a_search_and_stands_once(review, other):
    offer("heading", "What was measured", other, anchor="measured")
    (one,) = suggest("what was")
    assert one.url == "/search/?q=%22What+was+measured%22"
    assert one.of == ""


def test_a_paper_and_its_review_are_one_suggestion(review):
    offer("paper", "Exactly once", review)
    assert [kind for kind, *_ in offered("exactly")] == ["review"]


def test_few_of_each_kind_and_never_too_many(review, other):
    for number in range(9):
        offer("author", f"Kay {number}", review)
        offer("heading", f"Kay of {number}", review, anchor=f"k{number}")
        enter_facet("tag", f"kay-{number}", f"Kay tag {number}")
    kinds = [kind for kind, *_ in offered("kay")]
    assert len(kinds) == MOST
    assert kinds == sorted(kinds, key=["tag", "author", "heading"].index)
    assert set(kinds) == {"tag", "author", "heading"}


def test_what_begins_with_the_letters_comes_before_what_holds_them(review):
    offer("author", "Ann Log", review)
    offer("author", "Logan Ann", review)
    assert [label for _, label, _ in offered("log")] == ["Logan Ann", "Ann Log"]


def test_a_name_that_many_share_hides_no_other(review):
    Suggestion.objects.bulk_create(
        Suggestion(review=review, kind="author", key="kreps", text="Jay Kreps")
        for _ in range(100)
    )
    offer("author", "Ann Krepson", review)
    assert {label for _, label, _ in offered("krep")} == {"Jay Kreps", "Ann Krepson"}


@pytest.mark.parametrize(
    ("typed", "label", "match"),
    [
        ("mess", "Kafka: a Messaging System", "Mess"),
        ("kafka a m", "Kafka: a Messaging System", "Kafka: a M"),
        ("zurich", "In Zürich", "Zürich"),
        ("zurich", "In Zu\u0308rich\u0301", "Zu\u0308rich\u0301"),
        ("at least", "At-least-once", "At-least"),
    ],
)
def test_the_part_that_matches_is_told(review, typed, label, match):
    offer("paper", label, review)
    (one,) = [one for one in suggest(typed) if one.label == label]
    assert "".join(part.text for part in one.segments) == label
    assert [part.text for part in one.segments if part.is_match] == [match]


def test_what_is_stale_is_not_offered(review, other):
    offer("author", "Jay Kreps", other)
    review.unpublish()
    assert offered("exactly") == offered("measured") == []
    PageViewRestriction.objects.create(page=other, restriction_type="login")
    assert offered("kreps") == []


HOSTILE = ["\0ab", "\ud800ab", "ab\U0010ffff", "%", "a" * 10_000, "' OR 1=1 --", "🙂🙂"]
HOSTILE += ["\\%_ab", "ab\u202eba", "שלום", "ß" * 100, "ﬁ" * 100, "(" * 500, "½½", "__"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_input_breaks_it(review, client, typed):
    assert isinstance(suggest(typed), list)
    assert client.get(ADDRESS, {"q": typed.encode("utf-8", "replace")}).json()


def test_the_address_gives_labels_in_parts(client, review):
    response = client.get(ADDRESS, {"q": "kreps"})
    assert response.json() == {
        "suggestions": [
            {
                "kind": "Author",
                "label": [["Jay ", 0], ["Kreps", 1]],
                "of": "",
                "url": "/search/?q=author%3A%22Jay+Kreps%22",
            }
        ]
    }
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_the_address_is_only_to_be_read(client, review):
    assert client.post(ADDRESS).status_code == 405
    assert client.head(ADDRESS, {"q": "kreps"}).status_code == 200
    assert client.get(ADDRESS).json() == {"suggestions": []}


def test_its_questions_do_not_grow_with_what_is_found(
    client, site, review, other, django_assert_max_num_queries
):
    SeriesPageFactory(parent=site, title="What to read", slug="what")
    enter_facet("series", "what", "What to read")
    enter_facet("tag", "what", "What")
    for number in range(20):
        offer("heading", f"What {number}", review, anchor=f"w{number}")
        offer("author", f"What {number}", review)
    # Facets, four kinds, reviews, series, the index that tags are below, and what
    # every page asks once a generation: the site, its root, whether any is private.
    with django_assert_max_num_queries(12):
        client.get(ADDRESS, {"q": "what"})
