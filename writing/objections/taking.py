"""Objections: which claim one is about, how many are taken, and who hears of them."""

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from writing.models import Claim, Objection, ReviewPage
from writing.site_setup import MODERATORS

if TYPE_CHECKING:
    from home.models import User

PERIOD = timedelta(hours=1)
MOST_OF_A_SENDER = 5
MOST_OF_A_REVIEW = 30

logger = logging.getLogger(__name__)


def claim_at(review: ReviewPage, label: str) -> Claim | None:
    """The claim of a live review with that label, or that once had it."""
    claims = {str(claim.block_id): claim for claim in review.claims.all()}
    anchors = review.rendered.anchors.items()
    keys = (key for key, kept in anchors if f"claim-{label}" in kept)
    return next((claims[key] for key in keys if key in claims), None)


def is_too_many(review: ReviewPage, sender: str) -> bool:
    """Whether this sender, or all together, said enough within the hour."""
    recent = Objection.objects.filter(created_at__gt=timezone.now() - PERIOD)
    return (
        recent.filter(sender=sender).count() >= MOST_OF_A_SENDER
        or recent.filter(review=review).count() >= MOST_OF_A_REVIEW
    )


def take(objection: Objection, claim: Claim, sender: str) -> bool:
    """Store what a reader said of a claim, unless it is one too many.

    Moderators hear of it once it is stored, though of no more than one an hour.
    """
    with transaction.atomic():
        # One after the other: two at once would each be counted without the other.
        hold = ReviewPage.objects.select_for_update(of=("self",)).only("pk")
        hold.get(pk=claim.review_id)
        if is_too_many(claim.review, sender):
            return False
        objection.review = claim.review
        objection.block_id, objection.label = claim.block_id, claim.label
        objection.said, objection.verdict = claim.said, claim.verdict
        objection.sender = sender
        if not told_lately():
            objection.announced_at = timezone.now()
            transaction.on_commit(lambda: announce(objection), robust=True)
        objection.save()
    return True


def told_lately() -> bool:
    """Whether a message went out within the hour."""
    since = timezone.now() - PERIOD
    return Objection.objects.filter(announced_at__gt=since).exists()


def announce(objection: Objection) -> None:
    """Tell the moderators that the queue is waiting; a failure is logged."""
    addresses = [user.email for user in moderators_of(objection.review)]
    if not addresses:
        return
    waiting = Objection.objects.open().count()
    queue = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('objections:list')}"
    text = (
        f"A reader says that a claim in “{objection.review.title}” is wrong:\n\n"
        f"{objection.said}\n\n"
        f"In the queue: {waiting} open. {queue}\n"
    )
    try:
        send_mail("A reader objects to a claim", text, None, addresses)
    except OSError as error:
        logger.warning("Moderators were not told of an objection: %s", error)


def moderators_of(review: ReviewPage) -> "list[User]":
    """Moderators who may edit the review and have an address to write to."""
    users = get_user_model().objects.filter(is_active=True, groups__name=MODERATORS)
    return [
        user
        for user in users.exclude(email="").distinct()
        if review.permissions_for_user(user).can_edit()
    ]
