"""The CMS's list of reviews says what each is about."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import PaperFactory, ReviewPageFactory, SeriesPageFactory


@pytest.fixture
def listing(client, moderator, site):
    """Fetches the explorer at the Writing index, sorted as asked."""
    client.force_login(moderator)

    def get(query=""):
        response = client.get(f"/admin/pages/{site.pk}/{query}")
        assert response.status_code == 200
        return response.content.decode()

    return get


def test_it_shows_paper_tags_status_and_date(listing, site):
    ReviewPageFactory(
        parent=site,
        title="Exactly once, almost",
        paper=PaperFactory(short_title="Kafka"),
        tags=["messaging", "streams"],
        published_on=date(2025, 2, 3),
    )
    ReviewPageFactory(parent=site, title="Unready", live=False)
    text = listing()
    for shown in ("Exactly once, almost", "Kafka", "messaging, streams", "Unready"):
        assert shown in text
    assert "3 Feb 2025" in text or "Feb. 3, 2025" in text
    assert len(re.findall(r"Current page status:\s*</span>\s*draft", text)) == 1


def test_it_sorts_by_paper_and_by_date(listing, site):
    for name, day in (("Aurora", 2), ("Zookeeper", 1)):
        paper = PaperFactory(short_title=name)
        ReviewPageFactory(parent=site, paper=paper, published_on=date(2026, 1, day))
    by_paper = listing("?ordering=paper_title")
    by_date = listing("?ordering=published_day")
    assert by_paper.index("Aurora") < by_paper.index("Zookeeper")
    assert by_date.index("Zookeeper") < by_date.index("Aurora")


def test_it_can_be_searched(listing, site):
    ReviewPageFactory(parent=site, title="Exactly once, almost", tags=["messaging"])
    ReviewPageFactory(parent=site, title="Something else")
    text = listing("results/?q=almost")
    assert "Exactly once, almost" in text
    assert "messaging" in text
    assert "Something else" not in text


def test_series_stand_in_it_too(listing, site):
    SeriesPageFactory(parent=site, title="Logs")
    assert "Logs" in listing()


def test_its_queries_do_not_grow_with_the_reviews(listing, site):
    counts = []
    for more in (3, 9):
        ReviewPageFactory.create_batch(more, parent=site, tags=["messaging", "logs"])
        listing()
        with CaptureQueriesContext(connection) as queries:
            listing()
        counts.append(len(queries))
    assert counts[0] == counts[1]
