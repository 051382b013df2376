"""What reviews say of their site and their sources follows the site's settings."""

import pytest
from wagtail.models import Site

from home.models import SiteSettings
from tests.factories import ReviewPageFactory, claim, prose, sound
from writing.bibliography.csl import STYLES
from writing.models import CitationSettings, ReviewPage

KREPS = {
    "type": "paper-conference",
    "title": "Kafka: a Distributed Messaging System",
    "author": [{"given": "Jay", "family": "Kreps"}],
    "container-title": "Proceedings of NetDB",
    "issued": {"date-parts": [[2011]]},
}
# How each style begins the entry.
ENTRIES = {
    "association-for-computing-machinery": "Jay Kreps. 2011. Kafka",
    "ieee": "J. Kreps, “Kafka",
    "nature": "Kreps, J. Kafka",
}


@pytest.fixture
def review(site):
    return ReviewPageFactory(
        parent=site,
        body=sound(prose("See [@kreps2011]."), claim()),
        references={"kreps2011": KREPS},
    )


def text_of(client, review):
    return client.get(review.url).content.decode()


def choose(style):
    settings = CitationSettings.for_site(Site.objects.get())
    settings.reference_style = style
    settings.save()


def test_there_are_three_styles():
    assert ENTRIES.keys() == STYLES.keys()


@pytest.mark.parametrize("style", ENTRIES)
def test_references_of_live_reviews_are_set_in_the_style_of_the_site(
    client, review, style
):
    choose(style)
    assert f'id="ref-kreps2011" value="1">{ENTRIES[style]}' in text_of(client, review)


def test_a_review_published_afterwards_is_set_in_the_same_style(client, site):
    choose("ieee")
    review = ReviewPageFactory(
        parent=site,
        body=sound(prose("See [@kreps2011]."), claim()),
        references={"kreps2011": KREPS},
    )
    assert ENTRIES["ieee"] in text_of(client, review)


def test_a_reference_lists_the_places_that_cite_it(client, review):
    text = text_of(client, review)
    assert 'id="cited-1" href="#ref-kreps2011"' in text
    assert '<a href="#cited-1" aria-label="Citation 1 of reference 1">1</a>' in text


def test_the_name_of_the_site_is_brought_up_to_date_in_citations(client, review):
    settings = SiteSettings.for_site(Site.objects.get())
    settings.site_name = "Fine Print"
    settings.save()
    rendered = ReviewPage.objects.get(pk=review.pk).rendered
    assert "Fine Print" in rendered.cite_box


def test_the_address_of_the_site_is_brought_up_to_date_in_metadata(client, review):
    site = Site.objects.get()
    site.hostname = "papers.example.org"
    site.save()
    rendered = ReviewPage.objects.get(pk=review.pk).rendered
    assert "papers.example.org/writing/" in rendered.head


def test_the_address_of_the_index_is_brought_up_to_date_in_metadata(client, review):
    index = review.get_parent().specific
    index.slug = "reviews"
    index.save_revision().publish()
    rendered = ReviewPage.objects.get(pk=review.pk).rendered
    assert "/reviews/" in rendered.head
    assert "/writing/" not in rendered.head
