"""A site whose changes are committed, and so kept pages."""

import pytest
from django.core.cache import cache
from django.db import connection

from home import generations
from home.page_cache import shelves
from tests.databases import own_copy
from tests.factories import ReviewPageFactory, SeriesPageFactory, writing_index


@pytest.fixture(scope="module")
def committed(request, django_db_setup, django_db_blocker):
    """Two reviews and a series; gives the path of the database."""
    migrated, module = connection.settings_dict["NAME"], request.module.__name__
    with django_db_blocker.unblock(), own_copy(migrated, module) as path:
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
