"""A review with words of its own, and a second place in the tree."""

import pytest

from tests.factories import PaperFactory, ReviewPageFactory, claim, prose, sound
from writing.models import WritingIndexPage

BODY = sound(
    prose("An aardvark opens.\n\n## What was built\n\nA partition is a *log*."), claim()
)


@pytest.fixture
def review(site):
    paper = PaperFactory(
        short_title="Kafka", title="Kafka: a System", authors=[("Jay", "Kréps")]
    )
    return ReviewPageFactory(
        parent=site, title="Zanzibar reads Kafka", paper=paper, body=BODY, tags=["logs"]
    )


@pytest.fixture
def elsewhere(site):
    """Another index of reviews beside the first."""
    page = WritingIndexPage(title="Elsewhere", slug="elsewhere")
    site.get_parent().add_child(instance=page)
    return page
