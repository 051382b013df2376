"""A page costs the same number of queries, however many reviews there are."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import ReviewPageFactory, SeriesPageFactory
from tests.writing.correcting import correct
from writing.models import SeriesPage

LISTINGS = [
    "/",
    "/writing/",
    "/writing/tags/",
    "/writing/tags/messaging/",
    "/writing/logs/",
    "/feed/",
    "/feed/messaging/",
    "/search/?q=kafka",
    "/search/",
    "/sitemap.xml",
    "/feed.json",
    "/feed/messaging.json",
    "/feed/series/logs/",
    "/writing/claims/",
    "/writing/claims.atom",
    "/writing/claims.csv",
    "/writing/claims.json",
    "/writing/corrections/",
    "/writing/corrections.atom",
    "/writing/corrections.json",
    "/writing/map/",
    "/writing/papers.bib",
    "/llms.txt",
]
REVIEW = 12


def queries(client, address):
    """What a page asks of the database once Wagtail has learned its sites' paths."""
    cache.clear()
    client.get("/about/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


@pytest.fixture
def series(site):
    return SeriesPageFactory(parent=site, slug="logs")


def add_reviews(series, site, count):
    reviews = ReviewPageFactory.create_batch(
        count, parent=site, tags=["messaging", "logs"], byline=["A", "B"]
    )
    path = SeriesPage.objects.get(pk=series.pk)
    path.entries.add(*[path.entries.model(review=review) for review in reviews])
    path.save()
    for review in reviews:
        correct(review)
    return reviews


@pytest.mark.parametrize("address", LISTINGS)
def test_a_listing_costs_the_same_for_6_and_for_15_reviews(
    client, site, series, address
):
    # Of fewer reviews a search looks for more.
    add_reviews(series, site, 6)
    few = len(queries(client, address))
    add_reviews(series, site, 9)
    assert len(queries(client, address)) == few


def test_a_review_costs_few_queries(client, site, series):
    review, *_ = add_reviews(series, site, 12)
    spent = queries(client, review.url)
    assert len(spent) <= REVIEW, "\n".join(spent)
