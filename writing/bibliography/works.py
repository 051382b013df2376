"""A work that somebody pasted or that a service told of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from writing.bibliography.identifiers import arxiv_name
from writing.bibliography.links import Record

PLACES = ("number", "note", "container-title", "volume", "DOI", "URL")


@dataclass(frozen=True)
class Work:
    """A CSL-JSON record, and what it has no variable for."""

    record: dict[str, Any]
    pdf_url: str = ""
    # When the version came out that the record's number names.
    version_date: date | None = None
    # What a person should know before it is stored: whole sentences.
    notes: tuple[str, ...] = ()


def arxiv_place(record: Record) -> str:
    """The number at arXiv, wherever exporters put it, as `arXiv:2302.04761v2`.

    Google Scholar writes it into the journal, DBLP and Semantic Scholar into the
    volume (`abs/2302.04761`), arXiv's own DOI ends in it.
    """
    return next(filter(None, map(arxiv_name, _places(record))), "")


def _places(record: Record) -> list[str]:
    texts = {name: str(record.get(name) or "") for name in PLACES}
    texts["volume"] = texts["volume"].removeprefix("abs/")
    if not texts["DOI"].lower().startswith("10.48550/"):
        texts["DOI"] = ""
    if "arxiv.org/" not in texts["URL"]:
        texts["URL"] = ""
    return list(texts.values())
