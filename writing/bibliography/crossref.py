"""What Crossref's REST API answers to `works/<doi>`: JSON with the work in it."""

import json
import re
from html import unescape
from typing import Any

from writing.bibliography.csl_json import csl_work
from writing.bibliography.identifiers import arxiv_name
from writing.bibliography.latex import one_line
from writing.bibliography.works import Work

# Crossref's types that CSL calls otherwise.
TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "posted-content": "article",
    "monograph": "book",
    "dissertation": "thesis",
}
# The first is when it was first to be had; a printed issue may be years later.
DATES = ("published", "published-online", "published-print", "issued", "created")
LISTS = ("title", "subtitle", "container-title", "short-container-title")
TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def read_work(data: bytes) -> Work:
    """The work of an answer. Raises `ValueError` for what is none."""
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError("it is no JSON") from error
    message = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(message, dict):
        raise ValueError("it tells of no work")
    work = csl_work(_item(message))
    return Work(work.record, notes=_notes(message))


def _item(message: dict[str, Any]) -> dict[str, Any]:
    """The message as CSL-JSON, which it nearly is."""
    first = {name: _first(message, name) for name in LISTS}
    dates = (message.get(name) for name in DATES)
    return {
        "type": TYPES.get(str(message.get("type")), message.get("type")),
        "title": _whole_title(first["title"], first["subtitle"]),
        "container-title": first["container-title"],
        "container-title-short": first["short-container-title"],
        "author": _people(message.get("author")),
        "issued": next((when for when in dates if _is_date(when)), None),
        "number": _preprint(message.get("relation")),
        **{name: message.get(name) for name in ("volume", "issue", "page")},
        "publisher": message.get("publisher"),
        "event-title": _event(message),
        "DOI": message.get("DOI"),
        "URL": message.get("URL"),
    }


def _first(message: dict[str, Any], name: str) -> str:
    """The first text of a list, without the publisher's markup."""
    texts = message.get(name)
    text = texts[0] if isinstance(texts, list) and texts else ""
    return one_line(unescape(TAG.sub("", text))) if isinstance(text, str) else ""


def _whole_title(title: str, subtitle: str) -> str:
    if not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title}: {subtitle}"


def _people(people: Any) -> list[dict[str, str]]:
    """Persons as they are; a body of people has a `name`."""
    listed = people if isinstance(people, list) else []
    return [
        {"literal": person["name"]} if "name" in person else person
        for person in listed
        if isinstance(person, dict)
    ]


def _is_date(value: Any) -> bool:
    """Crossref writes `[[null]]` where it knows none."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    return isinstance(first, list) and bool(first and first[0])


def _event(message: dict[str, Any]) -> str:
    """A conference as its people call it: “SIGMOD/PODS '10”."""
    event = message.get("event")
    acronym = event.get("acronym") if isinstance(event, dict) else ""
    return one_line(acronym) if isinstance(acronym, str) else ""


def _preprint(relation: Any) -> str:
    """The number at arXiv, if the publisher tells of the preprint."""
    told = relation.get("has-preprint") if isinstance(relation, dict) else None
    texts = [str(one.get("id")) for one in told or [] if isinstance(one, dict)]
    return next((name for text in texts if (name := arxiv_name(text))), "")


def _notes(message: dict[str, Any]) -> tuple[str, ...]:
    """A retraction is the one thing nobody may overlook."""
    updates = message.get("updated-by")
    kinds = [u.get("type") for u in updates or [] if isinstance(u, dict)]
    return ("Crossref says that it was retracted.",) if "retraction" in kinds else ()
