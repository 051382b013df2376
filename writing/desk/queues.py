"""What else may wait for an editor: one line for each queue of questions and notes."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.urls import reverse

from writing.drafts.comment_views import comments_for
from writing.models import Objection
from writing.versions.stale_views import open_for


class Queue(NamedTuple):
    """Things that wait to be dealt with: what they are, how many, where they are."""

    name: str
    count: Callable[[Any], int]
    # The name of an address in the CMS.
    view: str

    @property
    def address(self) -> str:
        """Where they are dealt with."""
        return reverse(self.view)


# Each in the order in which the desk tells of it.
QUEUES: list[Queue] = [
    Queue(
        "objections of readers",
        lambda user: Objection.objects.for_editor(user).open().count(),
        "objections:list",
    ),
    Queue(
        "comments on drafts",
        lambda user: comments_for(user).open().count(),
        "drafts:comments",
    ),
    Queue(
        "claims that a newer version changes",
        lambda user: open_for(user).count(),
        "stale_claims:list",
    ),
]
