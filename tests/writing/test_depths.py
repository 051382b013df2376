"""One review at three depths, cut from one rendering."""

import pytest

from tests.factories import ReviewPageFactory, claim, prose, sound

CHART = {
    "type": "chart",
    "value": {
        "kind": "bar",
        "data": "Test,Messages\nOne,5",
        "caption": "A first chart",
        "alt": "One bar.",
        "locators": "§5",
        "label": "first",
    },
}
SECOND = {**CHART, "value": {**CHART["value"], "caption": "Another", "label": "second"}}


@pytest.fixture
def review(site):
    return ReviewPageFactory(
        parent=site,
        body=sound(
            prose("## The log\n\nSegments lie on disk."),
            claim(found="Twice at worst, see {ref}`first` and {ref}`second`."),
            CHART,
            SECOND,
        ),
    )


def text_of(client, review, depth=""):
    response = client.get(review.url, {"depth": depth} if depth else {})
    return response.content.decode()


def test_verdicts_are_the_bottom_line_and_the_table(client, review):
    text = text_of(client, review, "verdicts")
    assert review.bottom_line in text
    assert 'class="claim-table"' in text
    assert 'class="body"' not in text
    assert "Segments lie on disk" not in text


def test_claims_are_the_cards_the_numbers_and_the_first_chart(client, review):
    text = text_of(client, review, "claims")
    assert 'id="claim-exactly-once"' in text
    assert 'class="numbers"' in text
    assert "A first chart" in text
    assert "Another" not in text
    assert "Segments lie on disk" not in text


def test_an_unknown_depth_is_the_whole_review(client, review):
    assert text_of(client, review, "half") == text_of(client, review)
    assert "Segments lie on disk" in text_of(client, review)


@pytest.mark.parametrize("depth", ["verdicts", "claims", "full", "half"])
def test_every_depth_names_the_whole_page_as_the_canonical_one(client, review, depth):
    assert f'rel="canonical" href="{review.full_url}"' in text_of(client, review, depth)


@pytest.mark.parametrize("depth", ["verdicts", "claims", "full"])
def test_the_depth_that_is_shown_is_the_current_one(client, review, depth):
    text = text_of(client, review, depth)
    assert f'data-depth="{depth}" aria-current="page"' in text
    assert text.count("data-depth=") == 3


def test_the_table_of_verdicts_leads_to_the_cards(client, review):
    assert 'href="?depth=claims#claim-exactly-once"' in text_of(
        client, review, "verdicts"
    )


def test_a_link_to_what_is_left_out_leads_to_the_whole_review(client, review):
    text = text_of(client, review, "claims")
    assert 'href="#chart-first"' in text
    assert 'href="?depth=full#chart-second"' in text


def test_numbers_are_those_of_the_whole_review(client, review):
    assert "Figure 1" in text_of(client, review, "claims")
    assert "Claim 7" in text_of(client, review, "claims")


def test_a_shorter_depth_takes_less_time(client, review):
    cut = client.get(review.url).context["cut"]
    minutes = [choice.minutes for choice in cut.choices]
    assert minutes == sorted(minutes)
    assert minutes[0] >= 1
    assert minutes[-1] == review.minutes
