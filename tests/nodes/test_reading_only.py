"""What readers are served asks nothing of the primary, which may be down."""

import pytest
from django.db import router

from home.replicas import ReplicaRouter
from tests.factories import ReviewPageFactory

ADDRESSES = [
    *("/", "/writing/", "/writing/kafka/", "/writing/kafka/?depth=claims"),
    *("/writing/claims/", "/writing/map/", "/search/?q=log", "/search/suggest/?q=lo"),
    *("/feed/", "/feed.json", "/sitemap.xml", "/robots.txt", "/llms.txt"),
    *("/writing/kafka/cite.bib", "/writing/kafka/index.md", "/nowhere/"),
    *("/.well-known/security.txt", "/site.webmanifest", "/writing/kafka/card.png"),
]


class Watched(ReplicaRouter):
    """Notes each query that would go to the primary for being one that writes."""

    def __init__(self):
        self.written = []

    def db_for_write(self, model, **hints):
        self.written.append(model.__name__)
        return super().db_for_write(model, **hints)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_readers_page_writes_nothing(client, site, monkeypatch, address):
    ReviewPageFactory(parent=site, slug="kafka", title="A log")
    watched = Watched()
    monkeypatch.setattr(router, "routers", [watched])
    answer = client.get(address)
    assert answer.status_code == (404 if address == "/nowhere/" else 200)
    assert watched.written == []
