"""CSL-JSON from outside: what of it is what the format says, and nothing else."""

import re
from collections.abc import Iterable
from typing import Any

from writing.bibliography.dates import exists
from writing.bibliography.identifiers import doi
from writing.bibliography.latex import one_line
from writing.bibliography.works import Work

TEXTS = (
    *("title", "title-short", "container-title", "container-title-short"),
    *("collection-title", "volume", "issue", "number", "page", "edition", "genre"),
    *("publisher", "publisher-place", "URL", "ISBN", "ISSN", "note", "language"),
    "event-title",
)
NAME_PARTS = (
    *("family", "given", "suffix", "literal"),
    *("non-dropping-particle", "dropping-particle"),
)
PEOPLE = ("author", "editor")
DEFAULT_TYPE = "article"
MARKUP = re.compile(r"</?(?:i|b|em|strong|sup|sub|sc|span)(?: [^<>]*)?>")


def csl_work(item: Any) -> Work:
    """The work that an item of a CSL-JSON list is about. Raises `ValueError`."""
    if not isinstance(item, dict):
        raise ValueError("an entry is {…}, with its fields by name")
    type_ = item.get("type")
    record: dict[str, Any] = {
        "type": type_ if isinstance(type_, str) else DEFAULT_TYPE,
        **{name: _text(item, name) for name in TEXTS},
        **{name: list(_people(item, name)) for name in PEOPLE},
        "issued": _date(item.get("issued")),
        "DOI": doi(_text(item, "DOI")) or "",
    }
    if not record["title"]:
        raise ValueError('a "title" is missing')
    return Work({name: value for name, value in record.items() if value})


def _text(item: dict[str, Any], name: str) -> str:
    """A text, or a number in its place; some exporters put texts into lists of one."""
    value = item.get(name)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f'"{name}" is no text')
    return one_line(MARKUP.sub("", str(value)))


def _people(item: dict[str, Any], name: str) -> Iterable[dict[str, str]]:
    people = item.get(name) or []
    if not isinstance(people, list):
        raise ValueError(f'"{name}" is no list of names')
    for person in people:
        if not isinstance(person, dict):
            raise ValueError(f'"{name}" holds something that is no name')
        texts = {part: _text(person, part) for part in NAME_PARTS}
        if any(texts.values()):
            yield {part: text for part, text in texts.items() if text}


def _date(value: Any) -> dict[str, Any]:
    """A date to the day, the month or the year; nothing where it is none."""
    if not isinstance(value, dict):
        return {}
    parts = _parts(value.get("date-parts")) or _words(value)
    while parts and not exists(parts):
        parts.pop()
    return {"date-parts": [parts]} if parts else {}


def _parts(value: Any) -> list[int]:
    first = value[0] if isinstance(value, list) and value else None
    numbers = first[:3] if isinstance(first, list) else []
    texts = [str(number) for number in numbers]
    return [int(t) for t in texts if re.fullmatch("[0-9]{1,4}", t)]


def _words(value: dict[str, Any]) -> list[int]:
    text = str(value.get("raw") or value.get("literal") or "")
    match = re.search(r"\b(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\b", text, re.ASCII)
    return [int(part) for part in match.groups() if part] if match else []
