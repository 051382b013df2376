"""The fields of a BibTeX entry, written from a CSL-JSON record."""

import re
from collections.abc import Mapping
from typing import Any

from writing.bibliography.dates import write_date, write_issued
from writing.bibliography.identifiers import arxiv_name
from writing.bibliography.kinds import DEGREES, WRITTEN
from writing.bibliography.latex import encode
from writing.bibliography.names import write_people


def bibtex_fields(record: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The entry's kind, and its fields in the order they are written in."""
    genre = _text(record, "genre")
    kind, container, publisher = WRITTEN.get(record["type"], WRITTEN["webpage"])
    if kind == "thesis" and genre in DEGREES:
        kind, genre = DEGREES[genre], ""
    return kind, {
        "author": write_people(record.get("author", [])),
        "editor": write_people(record.get("editor", [])),
        "title": _text(record, "title"),
        container: _text(record, "container-title"),
        "series": _text(record, "collection-title"),
        "volume": _text(record, "volume"),
        "number": _number(record),
        "edition": _text(record, "edition"),
        "chapter": _text(record, "chapter-number"),
        "pages": re.sub("(?<![-–])–(?![-–])", "--", _text(record, "page")),
        "type": genre,
        publisher: _text(record, "publisher"),
        "address": _text(record, "publisher-place"),
        **write_issued(record.get("issued", {})),
        "version": _text(record, "version"),
        **_eprint(record),
        "isbn": _text(record, "ISBN"),
        "issn": _text(record, "ISSN"),
        "doi": record.get("DOI", ""),
        "url": record.get("URL", ""),
        "urldate": write_date(record.get("accessed", {})),
        "note": _text(record, "note"),
    }


def _text(record: Mapping[str, Any], variable: str) -> str:
    return encode(str(record.get(variable, "")))


def _number(record: Mapping[str, Any]) -> str:
    own = "" if _eprint(record) else _text(record, "number")
    return own or _text(record, "issue")


def _eprint(record: Mapping[str, Any]) -> dict[str, str]:
    number = str(record.get("number", ""))
    if number != arxiv_name(number):
        return {}
    return {"eprint": number.removeprefix("arXiv:"), "archiveprefix": "arXiv"}
