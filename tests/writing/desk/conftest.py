"""Reviews in each state, and what the home page says of them."""

import re

import pytest

from tests.conftest import person
from tests.factories import ReviewPageFactory, in_spite_of_warnings
from writing.site_setup import EDITORS


@pytest.fixture
def panels(client):
    """The texts of the desk's panels as a person finds them, by their names."""

    def read(user):
        client.force_login(user)
        html = client.get("/admin/").content.decode()
        found = re.findall(
            r'<section class="[^"]*\bdesk\b[^"]*" id="([\w-]+)-section"(.*?)</section>',
            html,
            re.DOTALL,
        )
        return {name: " ".join(words(text)) for name, text in found}

    return read


def words(html):
    return re.sub(r"<[^>]+>", " ", html).split()


@pytest.fixture
def colleague(site):
    return person("colleague", EDITORS)


@pytest.fixture
def published(site):
    """A live review without a draft."""

    def make(**fields):
        review = ReviewPageFactory(parent=site, **fields)
        in_spite_of_warnings(review.latest_revision).publish()
        review.refresh_from_db()
        return review

    return make


@pytest.fixture
def drafted(published):
    """A live review with a draft that the person saved, with too short a dek."""

    def make(user, dek="Short.", **fields):
        review = published(**fields)
        draft = review.get_latest_revision_as_object()
        draft.dek = dek
        draft.save_revision(user=user)
        review.refresh_from_db()
        return review

    return make
