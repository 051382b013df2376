"""A site whose changes are committed, and so kept pages."""

import pytest
from django.core.cache import cache
from django.core.management import call_command

from home import generations
from home.page_cache import shelves
from tests.committed import own_database
from tests.factories import ReviewPageFactory, SeriesPageFactory, writing_index


@pytest.fixture(scope="module")
def committed(request, django_db_setup, django_db_blocker):
    """Two reviews and a series; gives the path of the database."""
    name = request.module.__name__
    with django_db_blocker.unblock(), own_database(name) as path:
        call_command("prepare_site")
        index = writing_index()
        review = ReviewPageFactory(parent=index, slug="kafka", tags=["messaging"])
        ReviewPageFactory(parent=index, slug="raft", tags=["messaging"])
        SeriesPageFactory(parent=index, slug="logs", reviews=[review])
        yield path


@pytest.fixture
def published(committed):
    """The same, with nothing kept yet."""
    cache.clear()
    forget()
    generations.frame = generations.Memory()
    return committed


def forget():
    """Forget what this process keeps, as another one would not know it."""
    shelves.shelf.clear()
    shelves.queries.clear()
