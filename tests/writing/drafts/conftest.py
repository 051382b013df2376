"""A draft that was never public, and an open link to its newest version."""

import pytest

from tests.writing.drafts.links import DraftLinkFactory, draft


@pytest.fixture
def review(site):
    return draft(site)


@pytest.fixture
def link(review):
    return DraftLinkFactory(review=review)


@pytest.fixture
def address(link):
    return link.get_absolute_url()
