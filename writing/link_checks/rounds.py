"""One round of link checks: what is due is visited, and the answers are kept."""

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.models import Site

from writing.link_checks.addresses import Use, uses_in
from writing.link_checks.networks import networks
from writing.link_checks.outcomes import Kind, Outcome
from writing.link_checks.visiting import Manners, visit_all
from writing.models import LinkState, LinkUse, OutsideLink, ReviewPage

# Nothing is visited twice within this time, however often the command is run.
RESTS = timedelta(hours=20)
# What does not answer is held for dead when it failed on so many days.
PATIENCE = 3


class Tally(NamedTuple):
    """What a round came to."""

    visited: int
    dead: int
    unsure: int
    left: int

    def __str__(self) -> str:
        return (
            f"{self.visited} visited: {self.dead} dead, {self.unsure} unsure; "
            f"{self.left} left for another time"
        )


def check_links(most: int) -> Tally:
    """Visit the addresses that were visited longest ago, at most so many."""
    note_addresses()
    due = due_links()
    keys = dict(due.values_list("url", "pk")[:most])
    waiting = due.count()
    outcomes: dict[str, Outcome] = {}
    visit_all(keys, manners(), outcomes.__setitem__)
    for url, outcome in outcomes.items():
        keep(keys[url], outcome, timezone.now())
    states = Counter(
        OutsideLink.objects.filter(pk__in=[keys[url] for url in outcomes]).values_list(
            "state", flat=True
        )
    )
    visited = len(outcomes)
    dead, unsure = states[LinkState.DEAD], states[LinkState.UNSURE]
    return Tally(visited, dead, unsure, waiting - visited)


def due_links() -> QuerySet[OutsideLink]:
    """Addresses to visit, those never visited first."""
    rested = Q(checked_at=None) | Q(checked_at__lt=timezone.now() - RESTS)
    longest_ago = F("checked_at").asc(nulls_first=True)
    return OutsideLink.objects.filter(rested).order_by(longest_ago, "pk")


def manners() -> Manners:
    """How this site behaves; servers are told whose visit it is."""
    return Manners(
        agent=f"CloseReading-LinkCheck (+{settings.WAGTAILADMIN_BASE_URL})",
        pause=settings.LINK_CHECK_PAUSE,
        allowed=networks(settings.LINK_CHECK_NETWORKS),
    )


def own_hosts() -> frozenset[str]:
    """The hosts of this site, whose addresses are the publish gate's to check."""
    here = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    return frozenset({here, *Site.objects.values_list("hostname", flat=True)})


def note_addresses() -> None:
    """Bring the stored addresses up to date with what live reviews lead to."""
    hosts = own_hosts()
    live = ReviewPage.objects.live().filter(rendered__isnull=False)
    LinkUse.objects.exclude(review__in=live).delete()
    for pk in live.values_list("pk", flat=True):
        review = live.select_related("rendered").filter(pk=pk).first()
        if review is not None:
            _note(review, list(uses_in(review, hosts)))
    OutsideLink.objects.filter(uses=None).delete()


@transaction.atomic
def _note(review: ReviewPage, wanted: list[Use]) -> None:
    """Keep the uses of one review that are wanted, add those that are new."""
    stored = {
        Use(use.link.url, use.place, use.block): use.pk
        for use in review.outside_links.select_related("link")
    }
    gone = [pk for use, pk in stored.items() if use not in wanted]
    review.outside_links.filter(pk__in=gone).delete()
    new = [use for use in wanted if use not in stored]
    OutsideLink.objects.bulk_create(
        [OutsideLink(url=url) for url in dict.fromkeys(use.url for use in new)],
        ignore_conflicts=True,
    )
    links = OutsideLink.objects.in_bulk([use.url for use in new], field_name="url")
    LinkUse.objects.bulk_create(
        [
            LinkUse(link=links[url], review=review, place=place, block=block)
            for url, place, block in new
        ],
        ignore_conflicts=True,
    )


def keep(pk: int, outcome: Outcome, now: datetime) -> None:
    """Keep how a visit ended."""
    if link := OutsideLink.objects.filter(pk=pk).first():
        judge(link, outcome, now)
        link.save()


def judge(link: OutsideLink, outcome: Outcome, now: datetime) -> None:
    """What is known of an address after another visit.

    What the server says is gone is dead. What does not answer is dead when it failed on
    three days; a server that lets no machine in is never held for dead.
    """
    link.checked_at = now
    link.reason = outcome.reason[:200]
    if outcome.kind == Kind.WORKS:
        link.state, link.failed_days = LinkState.WORKS, 0
        link.first_failed_at = link.last_failed_at = None
        return
    if outcome.kind == Kind.REFUSES:
        link.state, link.failed_days = LinkState.UNSURE, 0
    else:
        _count_failure(link, now)
        is_dead = outcome.kind == Kind.GONE or link.failed_days >= PATIENCE
        link.state = LinkState.DEAD if is_dead else LinkState.UNSURE
    link.first_failed_at = link.first_failed_at or now
    link.last_failed_at = now


def _count_failure(link: OutsideLink, now: datetime) -> None:
    """A day counts once, however often it failed on it."""
    before = link.last_failed_at
    same_day = before and timezone.localdate(before) == timezone.localdate(now)
    if not (same_day and link.failed_days):
        link.failed_days += 1
