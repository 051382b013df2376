"""Scheduled: what goes live or is taken down by itself, and what was not."""

from operator import attrgetter
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Revision, get_default_page_content_type

from writing.desk.checking import HAS_DRAFT
from writing.desk.rights import as_keys, editable_pages
from writing.desk.rows import ROWS, DeskPanel, Listed, Row, edit_url, object_url


class Scheduled(DeskPanel):
    """What is to happen by itself, the next first, after what should have been."""

    name = "scheduled"
    heading = "Scheduled"
    icon = "calendar-alt"
    order = 215

    def listed(self, user: Any) -> Listed:
        lists = missed(user), going_live(user), expiring(user)
        rows = [
            _rows(found[:ROWS]) for found, _rows in zip(lists, ROWS_OF, strict=True)
        ]
        late, coming = rows[0], sorted([*rows[1], *rows[2]], key=attrgetter("when"))
        total = sum(found.count() for found in lists)
        address = f"{reverse('desk:reviews')}?state=scheduled"
        return Listed([*late, *coming][:ROWS], total, address)


def going_live(user: Any) -> QuerySet[Revision]:
    """Approved versions that wait for their day."""
    pages = get_default_page_content_type()
    of_pages = Q(base_content_type=pages, object_id__in=as_keys(editable_pages(user)))
    of_snippets = ~Q(base_content_type=pages)
    allowed = of_pages
    if user.has_perm("writing.change_paper"):
        allowed = of_pages | of_snippets
    return (
        Revision.objects.filter(allowed, approved_go_live_at__isnull=False)
        .select_related("user", "base_content_type")
        .order_by("approved_go_live_at", "pk")
    )


def expiring(user: Any) -> QuerySet[Page]:
    """Live pages that are taken down by themselves."""
    return (
        editable_pages(user)
        .filter(live=True, expire_at__gt=timezone.now())
        .order_by("expire_at", "pk")
    )


def missed(user: Any) -> QuerySet[Page]:
    """Drafts whose day has passed, and that nothing will publish any more."""
    now = timezone.now().isoformat().replace("+00:00", "Z")
    newest = Revision.objects.filter(
        pk=OuterRef("latest_revision"), approved_go_live_at=None
    )
    day = Cast(KT("content__go_live_at"), TextField())
    return (
        editable_pages(user)
        .filter(HAS_DRAFT)
        .annotate(wanted=Subquery(newest.annotate(day=day).values("day")[:1]))
        .filter(wanted__gt="", wanted__lt=now)
        .order_by("-wanted", "pk")
    )


def _missed_rows(pages: QuerySet[Page]) -> list[Row]:
    return [
        Row(
            title=page.get_admin_display_title(),
            url=edit_url(page.pk),
            says="was to go live then, and was not published",
            when=parse_datetime(page.wanted),
            mark="Missed",
            grave=True,
        )
        for page in pages
    ]


def _coming_rows(versions: QuerySet[Revision]) -> list[Row]:
    return [
        Row(
            title=version.object_str,
            url=object_url(version.base_content_type, version.object_id),
            says=get_user_display_name(version.user) if version.user else "",
            when=version.approved_go_live_at,
            mark="Goes live",
        )
        for version in versions
    ]


def _expiring_rows(pages: QuerySet[Page]) -> list[Row]:
    return [
        Row(
            title=page.get_admin_display_title(),
            url=edit_url(page.pk),
            when=page.expire_at,
            mark="Taken down",
        )
        for page in pages
    ]


ROWS_OF = (_missed_rows, _coming_rows, _expiring_rows)
