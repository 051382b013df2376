"""What is unsound in the library: gate failures, stale readings, dead links, twins."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import (
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from writing.desk.checking import changed
from writing.desk.months import months_before
from writing.desk.rights import editable_reviews, is_scheduled, is_submitted
from writing.desk.rows import DeskPanel, Listed, Row, edit_url, first
from writing.desk.twins import may_merge, twins
from writing.models import LinkState, LinkUse, OutsideLink, PaperVersion, Standing
from writing.querysets import ReviewQuerySet


class GateFailures(DeskPanel):
    """Live reviews, and drafts on their way, that the gate finds fault with."""

    name = "gate_failures"
    heading = "Gate failures"
    icon = "warning"
    order = 220
    template_name = "writing/admin/desk/gate.html"

    def listed(self, user: Any) -> Listed:
        standings, total = first(faulty(user))
        rows = [
            Row(
                title=standing.review.get_admin_display_title(),
                url=edit_url(standing.review_id, _first_error(standing)["block"]),
                says=f"{standing.sentence}. {_told(_first_error(standing))}",
                mark=standing.get_text_display().capitalize(),
                grave=standing.text == Standing.Text.LIVE,
            )
            for standing in standings
        ]
        return Listed(rows, total, f"{reverse('desk:reviews')}?gate=errors")

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        mine = editable_reviews(context["request"].user)
        seen = Standing.objects.filter(review__in=mine).aggregate(
            oldest=Min("checked_at"), newest=Max("checked_at")
        )
        waiting = changed(mine).order_by("-latest_revision_created_at", "-pk")
        some, total = first(waiting.defer_streamfields())
        unchecked = [
            Row(review.get_admin_display_title(), edit_url(review.pk))
            for review in some
        ]
        return {**context, **seen, "unchecked": Listed(unchecked, total)}


def faulty(user: Any) -> QuerySet[Standing]:
    """Texts with errors that are live, or would be next: submitted or scheduled."""
    underway = Q(text=Standing.Text.LIVE) | is_scheduled_or_submitted()
    return (
        Standing.objects.current()
        .filter(underway, errors__gt=0, review__in=editable_reviews(user))
        .select_related("review")
        .defer("review__body", "review__takeaways")
        .order_by("-text", "-errors", "pk")
    )


def is_scheduled_or_submitted() -> Q:
    """Whether the review of a standing is on its way to being live."""
    return Q(is_scheduled("review_id")) | Q(is_submitted("review_id"))


def _first_error(standing: Standing) -> dict[str, str]:
    return next(found for found in standing.findings if found["level"] == "error")


def _told(found: Mapping[str, str]) -> str:
    return (
        f"{found['label']}: {found['message']}" if found["label"] else found["message"]
    )


class StaleReadings(DeskPanel):
    """Reviews of a version that has a newer one, and reviews not revised for long."""

    name = "stale_readings"
    heading = "Stale versions"
    icon = "history"
    order = 225

    def listed(self, user: Any) -> Listed:
        reviews, total = first(stale(user))
        rows = [
            Row(
                title=review.get_admin_display_title(),
                url=edit_url(review.pk),
                says=reading_of(review),
                when=None if review.newest_version else review.looked_at,
                mark="Newer version" if review.newest_version else "Not revised since",
            )
            for review in reviews
        ]
        return Listed(rows, total, f"{reverse('desk:reviews')}?reading=stale")


def with_readings(reviews: ReviewQuerySet) -> ReviewQuerySet:
    """Reviews that know when they were last looked at, and what version they read.

    A version is newer when its date is later: the first of the list was read, and the
    others stand in no order.
    """
    versions = PaperVersion.objects.filter(paper=OuterRef("paper"))
    read = versions.order_by("sort_order", "pk")
    newer = versions.filter(date__gt=OuterRef("read_date")).order_by("-date", "-pk")
    return reviews.annotate(
        looked_at=Coalesce("revised_on", "published_on"),
        read_version=Subquery(read.values("label")[:1]),
        read_date=Subquery(read.values("date")[:1]),
        newest_version=Subquery(newer.values("label")[:1]),
    )


def is_stale() -> Q:
    """Whether a review was not revised for long, or read what has a newer version."""
    limit = months_before(timezone.localdate(), settings.DESK_STALE_MONTHS)
    return Q(looked_at__lt=limit) | Q(newest_version__isnull=False)


def stale(user: Any) -> ReviewQuerySet:
    """Live reviews to look at again."""
    known = with_readings(editable_reviews(user).live()).filter(is_stale())
    ordered = known.select_related("paper").order_by("looked_at", "pk")
    return ordered.defer_streamfields()


def reading_of(review: Any) -> str:
    """“Kafka: read v1, v3 is newer”; without a newer version, the paper only."""
    if not review.newest_version:
        return str(review.paper.short_title)
    read = f"read {review.read_version}, {review.newest_version} is newer"
    return f"{review.paper.short_title}: {read}"


class DeadLinks(DeskPanel):
    """Addresses outside that do not answer any more, and where they stand."""

    name = "dead_links"
    heading = "Dead links"
    icon = "link-external"
    order = 230

    def listed(self, user: Any) -> Listed:
        links, total = first(links_of(user).filter(state=LinkState.DEAD))
        rows = [
            Row(
                title=brief(link.url),
                url=edit_url(link.shown[0].review_id, link.shown[0].block),
                says=f"{link.reason} {place_of(link)}",
                when=link.first_failed_at,
            )
            for link in links
        ]
        return Listed(rows, total, f"{reverse('desk:links')}?state=dead")


def links_of(user: Any) -> QuerySet[OutsideLink]:
    """The outside addresses of reviews that the person may edit, with their places."""
    mine = LinkUse.objects.filter(review__in=editable_reviews(user))
    shown = mine.select_related("review").defer("review__body", "review__takeaways")
    return (
        OutsideLink.objects.filter(pk__in=mine.values("link"))
        .prefetch_related(Prefetch("uses", shown, to_attr="shown"))
        .order_by("-first_failed_at", "pk")
    )


def place_of(link: Any) -> str:
    """“Exactly once, almost: Claim 3 and 2 more places”."""
    use, more = link.shown[0], len(link.shown) - 1
    rest = f" and {more} more place{'s' if more > 1 else ''}" if more else ""
    return f"{use.review.title}: {use.place}{rest}"


def brief(url: str, longest: int = 60) -> str:
    """An address as short as it can be told from others."""
    parts = urlsplit(url)
    text = f"{parts.netloc}{parts.path}".removeprefix("www.").rstrip("/")
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


class TagTwins(DeskPanel):
    """Tags that look like one subject, for who may merge them."""

    name = "tag_twins"
    heading = "Tags that look like twins"
    icon = "tag"
    order = 240

    def listed(self, user: Any) -> Listed:
        found = twins() if may_merge(user) else []
        rows = [
            Row(f"{pair.first} and {pair.second}", pair.address, pair.reason)
            for pair in found
        ]
        return Listed.of(rows, reverse("desk:tags"))
