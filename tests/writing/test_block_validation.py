"""Overlapping saves never leave a block's rules switched off."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from wagtail.blocks import StreamBlockValidationError

from tests.factories import claim
from writing.blocks import StoryBlock

ROUNDS = 60


@pytest.fixture
def story():
    """The block of the model itself: what all threads of a process share."""
    from writing.models import ReviewPage  # noqa: PLC0415

    return ReviewPage.body.field.stream_block


def test_a_publish_beside_draft_saves_never_accepts_an_incomplete_claim(story):
    incomplete = story.to_python([claim(said="", found="")])
    start = Barrier(2)

    def save_drafts():
        start.wait()
        for _ in range(ROUNDS):
            story.clean_deferred(incomplete)

    def publish():
        start.wait()
        refused = 0
        for _ in range(ROUNDS):
            try:
                story.clean(incomplete)
            except StreamBlockValidationError:
                refused += 1
        return refused

    with ThreadPoolExecutor(2) as threads:
        drafts = threads.submit(save_drafts)
        publishes = threads.submit(publish)
        drafts.result(timeout=60)
        assert publishes.result(timeout=60) == ROUNDS


def test_two_draft_saves_at_once_leave_required_fields_required(story):
    incomplete = story.to_python([claim(said="")])
    start = Barrier(2)

    def save_drafts():
        start.wait()
        for _ in range(ROUNDS):
            story.clean_deferred(incomplete)

    with ThreadPoolExecutor(2) as threads:
        for job in [threads.submit(save_drafts) for _ in range(2)]:
            job.result(timeout=60)
    with pytest.raises(StreamBlockValidationError):
        story.clean(incomplete)


def test_an_unknown_verdict_is_refused_even_in_a_draft():
    story = StoryBlock()
    with pytest.raises(StreamBlockValidationError):
        story.clean_deferred(story.to_python([claim(verdict="maybe")]))
