"""Papers to be found, and the backend that finds them."""

import pytest
from modelsearch.backends import get_search_backend

from writing.models import Paper


@pytest.fixture
def backend(db):
    return get_search_backend()


@pytest.fixture
def paper(db):
    """Makes a paper of which only what a test is about is given."""
    made = []

    def make(short_title, title="", year=2020, authors=(), **fields):
        number = len(made)
        made.append(short_title)
        found = Paper(
            slug=f"p{number}", short_title=short_title, title=title, year=year, **fields
        )
        found.authors = [
            found.authors.model(given=given, family=family) for given, family in authors
        ]
        found.save()
        # The authors are stored after the paper, of which alone the index is told.
        found.save()
        return found

    return make


@pytest.fixture
def find(backend):
    """The short titles of what a search finds, the best first."""

    def find(query, papers=None, **options):
        papers = Paper.objects.all() if papers is None else papers
        return [found.short_title for found in backend.search(query, papers, **options)]

    return find
