"""How a review and its paper are cited: records, files, and the box on the page."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from home.models import SiteSettings
from writing.bibliography.bibtex import KEY, Entry, write_bibtex
from writing.bibliography.csl import DEFAULT, citation_text
from writing.bibliography.ris import ET_AL, OTHERS, write_ris
from writing.bibliography.venues import type_at
from writing.rendering.typography import curled

if TYPE_CHECKING:
    from datetime import date

    from writing.models import Paper, ReviewPage

Record = dict[str, Any]

LANGUAGE = "en-GB"


@dataclass(frozen=True)
class Place:
    """Where a review stands; a page that is not in the tree has no address."""

    site: str
    publisher: str
    url: str


@dataclass(frozen=True)
class Format:
    """One way to write records down, and how it goes over the wire."""

    name: str
    content_type: str
    write: Callable[[Iterable[Record]], str]


def place_of(review: "ReviewPage") -> Place:
    """The review's site by name, and the review's whole address."""
    settings = SiteSettings.for_page(review)
    url = review.full_url if review.path else None
    return Place(settings.site_name, settings.publisher, url or "")


# Records


def paper_record(paper: "Paper") -> Record:
    """The paper as CSL-JSON, of the type its venue's name is certain about."""
    record = paper.csl_record
    known = type_at(paper.venue_name or paper.venue)
    return {"id": paper.slug, **record, "type": known or record["type"]}


def review_record(review: "ReviewPage", place: Place) -> Record:
    """The review as CSL-JSON: a page of a web site, with the work it reviews.

    A web page is what BibTeX (@misc), RIS (ELEC), CSL and Zotero all have a type for,
    and whose container is a site; the site is neither a journal nor a blog. A byline
    gives a name in one piece, so it is cited in one piece.
    """
    paper = review.paper
    record: Record = {
        "id": review_key(review),
        "type": "webpage",
        "title": curled(review.title),
        "author": [{"literal": one.name} for one in review.byline.all()],
        "container-title": place.site,
        "publisher": place.publisher,
        "issued": date_parts(review.published_on),
        "URL": place.url,
        "language": LANGUAGE,
        "reviewed-title": paper.title,
        "reviewed-author": [author.csl_name for author in paper.authors.all()],
        # The formats without a field for what is reviewed have one for a note.
        "note": f"Review of “{paper.title}”{revised(review.revised_on)}",
    }
    return {name: value for name, value in record.items() if value}


def review_key(review: "ReviewPage") -> str:
    """The review's slug, or its paper's where a slug would be no key of BibTeX."""
    key = f"{review.slug}-review"
    return key if KEY.fullmatch(key) else f"{review.paper.slug}-review"


def records_of(review: "ReviewPage") -> list[Record]:
    """The paper and the review."""
    return [paper_record(review.paper), review_record(review, place_of(review))]


def date_parts(day: "date | None") -> dict[str, Any]:
    """A day as CSL-JSON has it; empty for none."""
    return {"date-parts": [[day.year, day.month, day.day]]} if day else {}


def revised(day: "date | None") -> str:
    """“, revised 22 November 2026”; empty for a review that was never revised."""
    return f", revised {day.day} {day:%B %Y}" if day else ""


# Formats


def bibtex(records: Iterable[Record]) -> str:
    return write_bibtex(Entry(record["id"], record) for record in records)


def csl_json(records: Iterable[Record]) -> str:
    written = [
        {name: with_et_al(value) for name, value in record.items()}
        for record in records
    ]
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def with_et_al(value: Any) -> Any:
    """A list of names whose “others” read as such: to CSL they would be an author."""
    if not isinstance(value, list):
        return value
    return [{"literal": ET_AL} if name == OTHERS else name for name in value]


FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex", bibtex),
    "ris": Format("RIS", "application/x-research-info-systems", write_ris),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
}


# The page


def cite_box_of(review: "ReviewPage", style: str = DEFAULT) -> str:
    """The section “Cite” of the review's page, as HTML.

    What goes in besides the review and its paper: the site's name and publisher, and
    the review's address. A review that is not live has no files beside it to link to.
    """
    if not review.paper_id:
        return ""
    paper, own = records_of(review)
    texts = {"The paper": paper, "This review": own}
    public = review.live and "URL" in own
    context = {
        "texts": {head: citation_text(record, style) for head, record in texts.items()},
        "formats": FORMATS if public else {},
    }
    return render_to_string("components/cite.html", context)
