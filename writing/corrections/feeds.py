"""The corrections as a feed."""

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from home.models import SiteSettings
from writing.addresses import public_page
from writing.corrections import reason_of, summary_of
from writing.feeds import JournalFeed, plain
from writing.models import Correction, ReviewPage, WritingIndexPage
from writing.querysets import CorrectionQuerySet

NEWEST = 50


class Listed(NamedTuple):
    """Where the corrections of a site are listed, and what the site is called."""

    index_url: str
    site_name: str


class CorrectionFeed(JournalFeed):
    """The newest corrections of public reviews."""

    def review_of(self, item: Correction) -> ReviewPage:
        return item.review

    def get_object(self, request: HttpRequest, path: str) -> Listed:
        return Listed(
            public_page(request, path, WritingIndexPage.objects.all()).get_url(),
            SiteSettings.for_request(request).site_name,
        )

    def title(self, listed: Listed) -> str:
        return f"{listed.site_name}: corrections"

    def link(self, listed: Listed) -> str:
        return f"{listed.index_url}corrections/"

    def items(self) -> CorrectionQuerySet:
        return Correction.objects.published().for_listing()[:NEWEST]

    def item_title(self, correction: Correction) -> str:
        return plain(correction.review.title)

    def item_link(self, correction: Correction) -> str:
        return address_of(correction)

    def item_pubdate(self, correction: Correction) -> datetime:
        return correction.created_at

    def item_updateddate(self, correction: Correction) -> datetime:
        return correction.created_at

    def item_extra_kwargs(self, correction: Correction) -> dict[str, Any]:
        return {
            "summary": plain(summary_of(correction.record)),
            "content": content_of(correction),
        }


def address_of(correction: Correction) -> str:
    """Where the review tells of it."""
    return f"{correction.review.get_full_url()}#correction-{correction.number}"


def content_of(correction: Correction) -> str:
    """The correction as an entry carries it."""
    changes = format_html_join(
        "",
        "<p>Claim {}: {}<br><b>{}</b> → <b>{}</b></p>",
        (
            (
                change.number,
                plain(change.said),
                change.get_before_display(),
                change.get_after_display() or "withdrawn",
            )
            for change in correction.changes.all()
        ),
    )
    because = f"Because {reason_of(correction.note)}" if changes else correction.note
    note = format_html("<p>{}</p>", plain(because)) if correction.note else ""
    earlier = f"{correction.review.get_full_url()}versions/{correction.number}/"
    link = '<p><a href="{}">The earlier version</a></p>'
    return changes + note + format_html(link, earlier)
