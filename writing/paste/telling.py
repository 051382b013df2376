"""What the person who pasted is told, and what the page's script is."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from writing.paste import proposals
from writing.paste.showing import EDIT, Shown
from writing.paste.storing import Stored, Then

TEXTS = (
    *("short_title", "title", "venue", "venue_name", "year"),
    *("arxiv_id", "doi", "url", "pdf_url"),
)
NOT_FIT = "Nothing was stored: what is wrong stands beside the entry."
DRAFT_NEXT = (
    "A review can be published when its paper is: open the paper and submit it to a "
    "moderator, or ask one to publish it."
)
NEXT = {
    Then.PUBLISH: "Reviews of them can be published.",
    Then.SUBMIT: "A moderator has been asked to publish them.",
    Then.DRAFT: DRAFT_NEXT,
}


def what_was_stored(stored: Iterable[Stored], then: Then) -> SafeString:
    """“2 papers added, 1 changed: Kafka (2011), …”, each with a link to its form."""
    papers = list(stored)
    counts = [
        f"{count} paper{pluralize(count)} {outcome}"
        for outcome in ("added", "changed")
        if (count := sum(one.outcome == outcome for one in papers))
    ]
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse(EDIT, args=[one.paper.pk]), str(one.paper)) for one in papers),
    )
    head = ", ".join(counts)
    return format_html("{}: {}. {}", head, links, NEXT[then])


def fields_of(shown: Shown) -> dict[str, Any]:
    """The values of the fields of a paper's form, or why there are none."""
    row = shown.row
    if row.paper is None:
        return {"fault": row.fault}
    paper = asdict(row.paper)
    slug = proposals.free_slug(row.paper.short_title)
    texts = {name: str(paper[name] or "") for name in TEXTS}
    return {
        "fields": {**texts, "slug": slug},
        "lists": {
            "authors": [_texts(one, "given", "family") for one in paper["authors"]],
            "versions": [
                _texts(one, "label", "date", "url") for one in paper["versions"]
            ],
        },
        "notes": row.notes,
        "here": _here(shown),
    }


def _here(shown: Shown) -> dict[str, Any] | None:
    """The paper that it is, or that has its title."""
    if shown.here is None:
        return None
    certain = shown.row.is_certain
    return {"title": str(shown.here), "url": shown.here_url, "certain": certain}


def _texts(values: dict[str, Any], *names: str) -> dict[str, str]:
    return {name: str(values[name] or "") for name in names}
