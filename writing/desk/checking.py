"""Asks the publish gate about drafts and live reviews, and keeps what it said."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from writing.checks import findings
from writing.checks.findings import Level
from writing.models import ReviewPage, Standing
from writing.querysets import ReviewQuerySet

Text = Standing.Text

HAS_DRAFT = Q(has_unpublished_changes=True) | Q(live=False)
# What was checked is not what is there now.
CHANGED = Q(live=True) & (
    Q(live_seen=None) | ~Q(live_seen=F("live_saved_at"))
) | HAS_DRAFT & (Q(draft_seen=None) | ~Q(draft_seen=F("latest_revision_created_at")))
# A text that did not change may be found fault with since: a paper was taken down,
# a rule is new.
RESTS = timedelta(days=1)


class Round(NamedTuple):
    """How many reviews were checked, and how many are left to check."""

    checked: int
    left: int


def with_checks(reviews: ReviewQuerySet) -> ReviewQuerySet:
    """Reviews that know when their texts were saved and what of them was checked."""
    known = Standing.objects.filter(review=OuterRef("pk"))
    return reviews.annotate(
        live_saved_at=Coalesce("last_published_at", "latest_revision_created_at"),
        live_seen=Subquery(known.filter(text=Text.LIVE).values("saved_at")[:1]),
        draft_seen=Subquery(known.filter(text=Text.DRAFT).values("saved_at")[:1]),
        checked_at=Subquery(
            known.order_by("checked_at").values("checked_at")[:1],
        ),
    )


def changed(reviews: ReviewQuerySet) -> ReviewQuerySet:
    """Those with a text that was never checked, or has changed since."""
    return with_checks(reviews).filter(CHANGED)


def due(reviews: ReviewQuerySet, *, every: bool = False) -> list[int]:
    """The keys of reviews to check: what changed first, then what rested longest."""
    known = with_checks(reviews)
    rested = known.exclude(CHANGED)
    if not every:
        rested = rested.filter(checked_at__lt=timezone.now() - RESTS)
    ordered = (
        known.filter(CHANGED).order_by("latest_revision_created_at", "pk"),
        rested.order_by("checked_at", "pk"),
    )
    return [pk for some in ordered for pk in some.values_list("pk", flat=True)]


def check_due(keys: list[int], *, most: int, seconds: float | None = None) -> Round:
    """Check reviews in their order, as many as these bounds allow."""
    until = None if seconds is None else monotonic() + seconds
    done = 0
    for pk in keys[:most]:
        if until is not None and monotonic() > until:
            break
        if review := ReviewPage.objects.filter(pk=pk).first():
            check(review)
        done += 1
    return Round(done, len(keys) - done)


def check(review: ReviewPage) -> None:
    """Ask the gate about the texts of a review, and keep its answers."""
    found = {
        name: {"saved_at": saved_at, **found_in(text)}
        for name, text, saved_at in texts_of(review)
    }
    # The gate draws the review, which takes long: nobody else's write waits for that.
    with transaction.atomic():
        review.standings.exclude(text__in=found).delete()
        for name, values in found.items():
            review.standings.update_or_create(text=name, defaults=values)


def texts_of(review: ReviewPage) -> Iterator[tuple[str, ReviewPage, datetime | None]]:
    """The live text and the draft, where there are such, with when each was saved."""
    drafted_at = review.latest_revision_created_at
    if review.live:
        yield Text.LIVE, review, review.last_published_at or drafted_at
    if review.has_unpublished_changes or not review.live:
        yield Text.DRAFT, review.get_latest_revision_as_object(), drafted_at


def found_in(text: ReviewPage) -> dict[str, object]:
    """The gate's findings in one text, as a `Standing` keeps them."""
    checked_at = timezone.now()
    found = findings(text)
    counts = Counter(finding.level for finding in found)
    return {
        "checked_at": checked_at,
        "errors": counts[Level.ERROR],
        "warnings": counts[Level.WARNING],
        "findings": [asdict(finding) for finding in found],
    }
