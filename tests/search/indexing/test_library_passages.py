"""The passages of the reviews that come with the site lead to what is on the page."""

import re

import pytest

from search.models import Passage

pytestmark = pytest.mark.django_db

ID = re.compile(r'\sid="([^"]+)"')


def test_every_anchor_of_the_sample_library_is_on_its_page(library, client):
    for review in library:
        ids = set(ID.findall(client.get(review.url).content.decode()))
        found = list(review.passages.all())
        anchors = [passage.anchor for passage in found if passage.anchor]
        assert set(anchors) <= ids
        assert len(set(anchors)) == len(anchors) >= len(found) - 2
        claims = [one.anchor for one in found if one.kind == Passage.Kind.CLAIM]
        assert claims == [row["anchor"] for row in review.rendered.claims]
        sections = [one.anchor for one in found if one.kind == Passage.Kind.SECTION]
        contents = [entry["id"] for entry in review.rendered.contents]
        assert [anchor for anchor in sections if anchor] == contents
