"""Feeds carry the whole text, in Atom and as JSON, and nothing that is not public."""

import json
import re
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import ReviewPageFactory, SeriesPageFactory, claim, prose, sound
from writing.rendering.feed_content import feed_html

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [
    *("/feed/", "/feed.json", "/feed/messaging/", "/feed/messaging.json"),
    *("/feed/series/logs/", "/feed/series/logs.json"),
]
EQUATION = {
    "type": "equation",
    "value": {"latex": r"\frac{a}{b}", "alt": "a over b", "label": "ratio"},
}
CHART = {
    "type": "chart",
    "value": {
        "kind": "bar",
        "data": "Test,Messages\nOne,5",
        "caption": "Messages",
        "alt": "One bar of five.",
        "locators": "§5",
        "label": "bars",
    },
}


@pytest.fixture
def review(site):
    text = "Text with $x$ and a note.[^1] See {ref}`ratio`.\n\n[^1]: Kept *apart*. So."
    review = ReviewPageFactory(
        parent=site,
        title="Of “Kafka” & <more>",
        tags=["messaging"],
        body=sound(prose(text), claim(), EQUATION, CHART),
    )
    SeriesPageFactory(parent=site, slug="logs", reviews=[review])
    return review


def content_of(client, address):
    """The HTML of the newest entry, of either format."""
    response = client.get(address)
    if address.endswith(".json"):
        return json.loads(response.content)["items"][0]["content_html"]
    feed = ElementTree.fromstring(response.content)  # noqa: S314
    entry = feed.find(f"{ATOM}entry")
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    return content.text


@pytest.mark.parametrize("address", FEEDS)
def test_an_entry_holds_the_whole_review(client, review, address):
    text = content_of(client, address)
    for part in (
        review.bottom_line,
        "The first.",
        "Kafka delivers each message exactly once.",
        "The paper promises at-least-once delivery.",
    ):
        assert part in text


@pytest.mark.parametrize("address", ["/feed/", "/feed.json"])
def test_maths_are_mathml_with_words_for_readers_without_it(client, review, address):
    text = content_of(client, address)
    assert '<math alttext="a over b" display="block">' in text or (
        'alttext="a over b"' in text and "<mfrac>" in text
    )
    assert '<math alttext="x">' in text


def test_an_entry_needs_neither_our_style_nor_our_page(client, review):
    text = content_of(client, "/feed/")
    assert "<b>Contradicted</b>" in text
    assert "Holds with conditions" not in text
    assert "[Note 1: Kept <em>apart</em>. So.]" in text
    assert "One bar of five." in text
    for stranger in ("<svg", "class=", "style=", "<script", 'id="'):
        assert stranger not in text
    addresses = re.findall(r'(?:href|src)="([^"]*)"', text)
    assert all(re.match(r"https?://", address) for address in addresses)
    assert f'href="{review.full_url}#equation-ratio"' in text


@pytest.mark.parametrize("address", FEEDS)
def test_a_restricted_review_is_in_no_feed(client, review, address):
    PageViewRestriction.objects.create(
        page=review, restriction_type=PageViewRestriction.LOGIN
    )
    assert "Kafka" not in client.get(address).content.decode()


def test_a_feed_of_what_is_not_there_is_not_there(client, review):
    for address in ("/feed/none/", "/feed/none.json", "/feed/series/none/"):
        assert client.get(address).status_code == 404


def test_a_json_feed_says_where_it_stands_and_who_wrote(client, review):
    feed = json.loads(client.get("/feed.json").content)
    item = feed["items"][0]
    assert feed["feed_url"].endswith("/feed.json")
    assert item["url"] == item["id"] == review.full_url
    assert item["title"] == "Of “Kafka” & <more>"
    assert item["authors"] == [{"name": "The editors"}]
    assert item["date_published"] == "2026-01-01T00:00:00+00:00"
    assert "messaging" in item["tags"]


def test_hostile_blocks_reach_no_feed_as_markup():
    html = feed_html(
        ['<p onclick="x">a<script>b</script></p><a href="javascript:x">c</a>'],
        "https://example.org/writing/kafka/",
    )
    assert html == "<p>a</p><a>c</a>"
