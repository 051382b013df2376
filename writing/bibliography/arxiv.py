"""What arXiv's API answers: a feed in Atom, with an entry for each paper."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

from writing.bibliography.identifiers import arxiv_name, arxiv_url, doi
from writing.bibliography.names import read_name
from writing.bibliography.works import Work
from writing.bibliography.xml_reader import read_xml

ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"
VERSION = re.compile(r"v\d+$")


def read_feed(data: bytes, names: Iterable[str]) -> dict[str, Work]:
    """The works by the names they were asked for; one that is unknown is left out.

    A name with a version, `arXiv:2302.04761v2`, is answered with that version. Raises
    `ValueError` for what is no feed.
    """
    feed = read_xml(data)
    if feed.tag != f"{ATOM}feed":
        raise ValueError("it is no feed")
    entries = feed.findall(f"{ATOM}entry")
    _refuse_error(entries)
    by_number = {_without_version(_name(entry)): entry for entry in entries}
    found = {name: by_number.get(_without_version(name)) for name in names}
    return {
        name: _work(entry, name)
        for name, entry in found.items()
        if entry is not None and _text(entry, f"{ATOM}title")
    }


def _refuse_error(entries: list[Element]) -> None:
    """A fault is told as an entry too."""
    for entry in entries:
        if "/api/errors" in _text(entry, f"{ATOM}id"):
            raise ValueError(_text(entry, f"{ATOM}summary") or "an error")


def _work(entry: Element, name: str) -> Work:
    asked = VERSION.search(name)
    published = _day(_text(entry, f"{ATOM}published"))
    url = arxiv_url(name)
    record: dict[str, Any] = {
        "type": "article",
        "title": _text(entry, f"{ATOM}title"),
        "author": _authors(entry),
        "issued": {"date-parts": [[published.year, published.month, published.day]]}
        if published
        else None,
        "number": name,
        "DOI": doi(_text(entry, f"{ARXIV}doi")),
        "URL": arxiv_url(_without_version(name)),
    }
    return Work(
        {variable: value for variable, value in record.items() if value},
        pdf_url=url.replace("/abs/", "/pdf/"),
        version_date=_day(_text(entry, f"{ATOM}updated")) if asked else None,
        notes=_notes(entry),
    )


def _notes(entry: Element) -> tuple[str, ...]:
    """Where it appeared is a text of the authors' own, not a venue's name."""
    journal = _text(entry, f"{ARXIV}journal_ref")
    return (f"arXiv says where it appeared: {journal}.",) if journal else ()


def _authors(entry: Element) -> list[dict[str, str]]:
    """A colon after a group's name is an author too, in arXiv's eyes."""
    names = entry.iterfind(f"{ATOM}author/{ATOM}name")
    return [person for one in names if (person := read_name(one.text or ""))]


def _name(entry: Element) -> str:
    return arxiv_name(_text(entry, f"{ATOM}id")) or ""


def _without_version(name: str) -> str:
    return VERSION.sub("", name)


def _text(element: Element, name: str) -> str:
    return " ".join((element.findtext(name) or "").split())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
