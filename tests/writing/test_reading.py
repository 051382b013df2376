"""What a reader finds beside the text: series, related reviews, the whole scale."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import ReviewPageFactory, SeriesPageFactory, claim, sound
from writing.models import PaperRelation

MOST_QUERIES = 12


@pytest.fixture
def three(site):
    return [
        ReviewPageFactory(
            parent=site, title=title, tags=["logs", title, f"{title} too"]
        )
        for title in ("First", "Second", "Third")
    ]


def text_of(client, page):
    return client.get(page.url).content.decode()


def test_an_uncached_review_takes_at_most_twelve_queries(client, site, three):
    SeriesPageFactory(parent=site, reviews=three)
    client.get(three[1].url)
    with CaptureQueriesContext(connection) as captured:
        client.get(three[1].url)
    assert len(captured) <= MOST_QUERIES


def test_a_review_in_a_series_names_its_neighbours(client, site, three):
    SeriesPageFactory(parent=site, title="Path", reviews=three)
    text = text_of(client, three[1])
    assert "Part 2 of 3" in text
    assert text.index("Previous:") < text.index("Next:")


def test_the_first_of_a_series_has_nothing_before_it(client, site, three):
    SeriesPageFactory(parent=site, reviews=three)
    text = text_of(client, three[0])
    assert "Previous:" not in text
    assert "Next:" in text


def test_a_series_counts_only_what_readers_can_see(client, site, three):
    SeriesPageFactory(parent=site, reviews=three)
    three[0].unpublish()
    assert "Part 1 of 2" in text_of(client, three[1])


def test_related_reviews_share_a_tag_or_the_paper(client, site, three):
    same_paper = ReviewPageFactory(
        parent=site, title="Same paper", paper=three[0].paper, tags=["a", "b", "c"]
    )
    stranger = ReviewPageFactory(parent=site, title="Stranger", tags=["tea", "d", "e"])
    related = [url for url, _ in related_of(client, three[0])]
    assert same_paper.url in related
    assert stranger.url not in related
    assert three[0].url not in related


RELATED = re.compile(
    r'<p class="of">(?:<span>(.*?)</span> )?\s*<cite>.*?<a href="([^"]+)">', re.DOTALL
)


def related_of(client, review):
    """The address of each that is shown as related, and the words before its paper."""
    section = text_of(client, review).partition('id="related"')[2]
    return [(url, words) for words, url in RELATED.findall(section)]


def relate(review, kind, other):
    PaperRelation.objects.create(paper=review.paper, kind=kind, target=other.paper)


def test_related_papers_come_before_shared_tags(client, site, three):
    here, other, third = three
    elder = ReviewPageFactory(parent=site, title="Elder", tags=["x", "y", "z"])
    relate(other, "contrasts-with", here)
    relate(here, "builds-on", elder)
    related = related_of(client, here)
    name = here.paper.short_title
    assert {url for url, _ in related[:2]} == {elder.url, other.url}
    assert dict(related) == {
        elder.url: f"{name} builds on",
        other.url: f"{name} contrasts with",
        third.url: "",
    }


def test_a_relation_is_told_from_the_side_of_the_page(client, site, three):
    here, later, _ = three
    relate(later, "builds-on", here)
    first = related_of(client, here)[0]
    assert first == (later.url, f"{here.paper.short_title} is built on by")


def test_the_claim_table_links_each_claim_to_its_card(client, site):
    review = ReviewPageFactory(parent=site, body=sound(claim(label="pull-model")))
    text = text_of(client, review)
    assert 'href="#claim-pull-model"' in text
    assert 'id="claim-pull-model"' in text


def test_every_verdict_is_shown_on_the_whole_scale(client, site):
    review = ReviewPageFactory(parent=site, body=sound(claim(verdict="holds")))
    text = text_of(client, review)
    words = ("Holds", "Holds with conditions", "Overstated", "Contradicted")
    assert all(f"<span>{word}</span>" in text for word in words)


def test_a_sibling_named_like_an_address_of_the_index_is_refused(site):
    with pytest.raises(Exception, match="address of the index"):
        ReviewPageFactory(parent=site, slug="tags")


def test_tags_stand_in_alphabetical_order_whatever_their_capitals(client, site):
    review = ReviewPageFactory(parent=site, tags=["storage", "KV cache", "attention"])
    names = ["attention", "KV cache", "storage"]
    listed = client.get("/writing/").context["reviews"][0].tag_list
    in_use = client.get("/writing/tags/").context["tags"]
    beneath = client.get(review.url).context["tags"]
    for tags in (listed, in_use, beneath):
        assert [tag.name for tag in tags] == names
