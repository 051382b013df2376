"""The ledger as files that others can work with: Atom, JSON Feed and CSV."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from home.models import SiteSettings
from writing.addresses import public_page
from writing.feed_formats import JsonFeed
from writing.feeds import JournalFeed, plain
from writing.ledger import Ledger
from writing.models import Claim, ReviewPage, WritingIndexPage
from writing.rendering.markdown import plain_text
from writing.spreadsheets import csv_text
from writing.verdicts import Verdict

NEWEST = 100
COLUMNS = [
    *("said", "verdict", "found", "words", "locators", "heard"),
    *("paper", "paper_title", "year", "arxiv", "doi", "tags", "review", "url"),
    *("changed_on", "former_verdict"),
]


class Asked(NamedTuple):
    """The ledger of one site, as an address asks for it."""

    index_url: str
    site_name: str
    ledger: Ledger


class LedgerFeed(JournalFeed):
    """The newest claims that the address asks for."""

    def review_of(self, item: Claim) -> ReviewPage:
        return item.review

    def get_object(self, request: HttpRequest, path: str) -> Asked:
        return Asked(
            public_page(request, path, WritingIndexPage.objects.all()).get_url(),
            SiteSettings.for_request(request).site_name,
            Ledger.asked(request.GET),
        )

    def title(self, asked: Asked) -> str:
        return f"{asked.site_name}: claims"

    def link(self, asked: Asked) -> str:
        return f"{asked.index_url}claims/{asked.ledger.query_string}"

    def items(self, asked: Asked) -> "QuerySet[Claim]":
        return asked.ledger.claims()[:NEWEST]

    def item_title(self, claim: Claim) -> str:
        return plain(claim.said)

    def item_link(self, claim: Claim) -> str:
        return address_of(claim)

    def item_extra_kwargs(self, claim: Claim) -> dict[str, Any]:
        verdict = Verdict(claim.verdict)
        content = format_html(
            "<p><b>{}</b></p><p>{}</p>", verdict.label, plain(plain_text(claim.found))
        )
        if claim.words:
            quote = "<blockquote><p>{}</p></blockquote>"
            content += format_html(quote, plain(claim.words))
        content += format_html("<p>{}</p>", plain(claim.locators))
        if claim.changed_on:
            changed = "<p>Verdict changed on {}; it was {}.</p>"
            day = f"{claim.changed_on.day} {claim.changed_on:%B %Y}"
            before = Verdict(claim.former_verdict).label
            content += format_html(changed, day, before)
        return {
            "summary": f"{verdict.label}. {plain(claim.locators)}",
            "content": content,
            "claim": record_of(claim),
        }


class LedgerJson(LedgerFeed):
    """All of them as JSON, with what each is made of under `_claim`."""

    def __init__(self) -> None:
        super().__init__(JsonFeed)

    def items(self, asked: Asked) -> "QuerySet[Claim]":
        return asked.ledger.claims()


@require_safe
def claims_csv(request: HttpRequest, path: str) -> HttpResponse:
    """The claims that the address asks for, one in a row."""
    public_page(request, path, WritingIndexPage.objects.all())
    records = map(record_of, Ledger.asked(request.GET).claims())
    rows = ([_cell(record[column]) for column in COLUMNS] for record in records)
    response = HttpResponse(
        csv_text([COLUMNS, *rows]), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="claims.csv"'
    return response


def record_of(claim: Claim) -> dict[str, Any]:
    """A claim with its review and paper as plain data."""
    review, paper = claim.review, claim.review.paper
    return {
        "said": claim.said,
        "verdict": claim.verdict,
        "found": plain_text(claim.found),
        "words": claim.words,
        "locators": claim.locators,
        "heard": claim.heard,
        "paper": paper.short_title,
        "paper_title": paper.title,
        "year": paper.year,
        "arxiv": paper.arxiv_id,
        "doi": paper.doi,
        "tags": [tag.name for tag in review.tag_list],
        "review": review.title,
        "url": address_of(claim),
        "changed_on": claim.changed_on.isoformat() if claim.changed_on else "",
        "former_verdict": claim.former_verdict,
    }


def address_of(claim: Claim) -> str:
    """The permalink of a claim's card."""
    return f"{claim.review.get_full_url()}#claim-{claim.label}"


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)
