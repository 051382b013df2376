"""The site's own indexing, as it is measured and as it fills the index first."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from django.core.management import call_command
from django.db import transaction
from wagtail.search import index

from search.indexing import rebuilding, refresh
from writing.models import ReviewPage

EDITED = 9


def rebuild() -> None:
    """Make the whole index anew, as an operator does."""
    call_command("rebuild_search", from_start=True, stdout=sys.stderr)


def is_built() -> bool:
    """Whether the whole index was made by what would make it now."""
    return rebuilding.is_current()


def edited() -> Iterator[ReviewPage]:
    """Some reviews from all over the journal, each with another word in its text."""
    keys = list(ReviewPage.objects.order_by("pk").values_list("pk", flat=True))
    for key in keys[:: max(1, len(keys) // EDITED)][:EDITED]:
        review = ReviewPage.objects.get(pk=key)
        prose = review.body[0]
        prose.value = f"{prose.value} Edited{key}."
        ReviewPage.objects.filter(pk=key).update(body=review.body)
        yield ReviewPage.objects.get(pk=key)


@transaction.atomic
def index_one(review: ReviewPage) -> None:
    """What a publish does for the search."""
    refresh([review.pk])
    index.insert_or_update_object(review)
