"""A pass over all reviews, after which the index says of each what it should.

Every step is stored with how far the pass has come, so one that was killed goes on
where it stopped. Until then what it has not reached stays as it was.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction

from search.indexing.refreshing import AT_ONCE, VERSION, refresh
from search.models import Facet, Indexed, Indexing, Passage, Suggestion, Word
from writing.models import ReviewPage


class Progress(NamedTuple):
    """How many of all public reviews a pass has been to."""

    done: int
    total: int


def is_current() -> bool:
    """Whether a pass was completed by what writes to the index now."""
    return Indexing.objects.filter(version=VERSION, is_complete=True).exists()


@transaction.atomic
def begin(*, anew: bool) -> Indexing:
    """The pass that was interrupted, or a new one; `anew` empties the index first."""
    held = Indexing.held()
    if anew:
        for model in (Facet, Indexed, Passage, Suggestion, Word):
            model.objects.all().delete()
    if anew or held.is_complete or held.version != VERSION:
        fresh = Indexing(pk=held.pk, version=VERSION)
        fresh.save()
        return fresh
    return held


def pages_are_done() -> None:
    """Remember that the index of pages was brought up to date."""
    Indexing.objects.update(pages_done=True)


def forget_the_hidden() -> None:
    """Take out what not anyone may read any more."""
    public = ReviewPage.objects.published().order_by().values("pk")
    hidden = Indexed.objects.exclude(pk__in=public)
    refresh(hidden.values_list("pk", flat=True))
    with transaction.atomic():
        Indexing.held()
        known = Indexed.objects.values("pk")
        Passage.objects.exclude(review__in=known).delete()
        Suggestion.objects.exclude(review__in=known).delete()


def go_on() -> Iterator[Progress]:
    """Bring review after review up to date, from where the pass has come to."""
    reached = Indexing.objects.get(pk=1).reached
    public = ReviewPage.objects.published().order_by("pk").values_list("pk", flat=True)
    done, total = public.filter(pk__lte=reached).count(), public.count()
    while some := list(public.filter(pk__gt=reached)[:AT_ONCE]):
        reached = some[-1]
        with transaction.atomic():
            refresh(some)
            Indexing.objects.update(reached=reached)
        done += len(some)
        yield Progress(done, total)
    Indexing.objects.update(is_complete=True)
