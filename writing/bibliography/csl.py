"""A bibliography's entries, set in a CSL style: safe HTML, or plain text.

The style is given no DOI and no address: the links at the end of an entry are ours,
the same in every style.
"""

import logging
import re
from calendar import month_name
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

from writing.bibliography.links import Link, Record, arxiv, links

STYLES = {
    "association-for-computing-machinery": "ACM",
    "ieee": "IEEE",
    "nature": "Nature",
}
# What each style puts before the first entry; the page numbers entries itself.
NUMBERS = {"association-for-computing-machinery": "[1]", "ieee": "[1]", "nature": "1."}
DEFAULT = "association-for-computing-machinery"

TEXTS = (
    *("title", "container-title", "collection-title", "volume", "issue", "number"),
    *("page", "edition", "chapter-number", "genre", "version"),
    *("publisher", "publisher-place"),
)
NAME_PARTS = (
    *("family", "given", "suffix"),
    *("non-dropping-particle", "dropping-particle"),
)

# Signs that no text keeps. They stand for markup until the text around them is
# escaped, for "<", which citeproc would read as markup, and for "and others".
ITALIC, END_ITALIC, BOLD, END_BOLD, LESS, OTHERS = map(chr, range(0xE000, 0xE006))
MARKUP = {ITALIC: "<i>", END_ITALIC: "</i>", BOLD: "<b>", END_BOLD: "</b>"}
UNMARKED = {ord(mark): None for mark in (*MARKUP, LESS, OTHERS)}
ET_AL = re.compile(rf"(,)? (?:(?:and|&) )?{OTHERS}\.?")

logger = logging.getLogger(__name__)
# citeproc keeps its state on the style, which all threads share.
lock = Lock()


class Marks:
    """What citeproc calls a formatter: italics and bold, no other looks."""

    preformat = Oblique = Light = Underline = str
    Superscript = Subscript = SmallCaps = str

    @staticmethod
    def Italic(text: object) -> str:
        return f"{ITALIC}{text}{END_ITALIC}"

    @staticmethod
    def Bold(text: object) -> str:
        return f"{BOLD}{text}{END_BOLD}"


def format_bibliography(
    records: Mapping[str, Record], style: str = DEFAULT
) -> dict[str, str]:
    """Each entry as HTML of <i>, <b> and <a href>, without a number before it."""
    return {key: _html(record, style) for key, record in records.items()}


def citation_text(record: Record, style: str = DEFAULT) -> str:
    """One entry as plain text, with its addresses written out."""
    text = _set(record, style).translate(UNMARKED)
    addresses = (link.url or link.text for link in links(record))
    return " ".join(filter(None, [text, *addresses, _accessed(record)]))


def _html(record: Record, style: str) -> str:
    text = escape(_set(record, style), quote=False)
    for mark, tag in MARKUP.items():
        text = text.replace(mark, tag)
    anchors = map(_anchor, links(record))
    return " ".join(filter(None, [text, *anchors, _accessed(record)]))


def _accessed(record: Record) -> str:
    parts = _date(record.get("accessed")).get("date-parts")
    if not (parts and record.get("URL")):
        return ""
    year, *rest = parts[0]
    month = [month_name[number] for number in rest[:1]]
    return f"(accessed {' '.join(map(str, [*rest[1:], *month, year]))})"


def _anchor(link: Link) -> str:
    text = escape(link.text, quote=False)
    return f'<a href="{escape(link.url)}">{text}</a>' if link.url else text


# In the style's words


def _set(record: Record, style: str) -> str:
    if style not in STYLES:
        raise ValueError(f'there is no citation style "{style}"')
    item = _item(record)
    try:
        text = _tidy(_styled(item, style).removeprefix(NUMBERS[style]))
    except Exception:
        logger.warning("citeproc could not set %r", item, exc_info=True)
        text = ""
    note = "" if arxiv(record) == record.get("note") else _text(record.get("note"))
    return " ".join(
        _ended(part.replace(LESS, "<"))
        for part in (text or _plainly(item), note)
        if part
    )


def _styled(item: dict[str, Any], style: str) -> str:
    citeproc = import_module("citeproc")
    source = import_module("citeproc.source.json").CiteProcJSON([item])
    with lock:
        bibliography = citeproc.CitationStylesBibliography(_style(style), source, Marks)
        bibliography.register(citeproc.Citation([citeproc.CitationItem("1")]))
        return str(bibliography.bibliography()[0])


@lru_cache(maxsize=len(STYLES))
def _style(name: str) -> Any:
    path = Path(__file__).parent / "styles" / f"{name}.csl"
    return import_module("citeproc").CitationStylesStyle(str(path), validate=False)


def _tidy(text: str) -> str:
    text = ET_AL.sub(lambda match: f"{match[1] or ''} et al.", text)
    text = text.replace("et al..", "et al.")
    # What the style puts around a part that is missing, or after a "?".
    return re.sub(r"\s+\.(?=\s|$)|(?<=[?!])\.(?=\s|$)", "", text).strip()


def _ended(text: str) -> str:
    last = text.rstrip("".join(MARKUP) + "”)")[-1:]
    return text if last in ".?!" else f"{text}."


def _plainly(item: dict[str, Any]) -> str:
    names = ", ".join(map(_full_name, item.get("author", item.get("editor", []))))
    issued = item.get("issued", {})
    year = issued.get("literal") or issued.get("date-parts", [[""]])[0][0]
    who = names.replace(f", {OTHERS}", " et al.").removesuffix(".")
    return ". ".join(str(part) for part in (who, item.get("title"), year) if part)


def _full_name(name: dict[str, str]) -> str:
    order = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return name.get("literal") or " ".join(name[p] for p in order if p in name)


# What citeproc can work with


def _item(record: Record) -> dict[str, Any]:
    item: dict[str, Any] = {name: _text(record.get(name)) for name in TEXTS}
    item |= {
        "id": "1",
        "type": _text(record.get("type")) or "document",
        "author": _people(record.get("author")),
        "editor": _people(record.get("editor")),
        "issued": _date(record.get("issued")),
    }
    if arxiv(record) == item["number"]:
        del item["number"]
    return {name: value for name, value in item.items() if value}


def _text(value: object) -> str:
    if not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).translate(UNMARKED).replace("<", LESS).split())


def _people(value: object) -> list[dict[str, str]]:
    given = value if isinstance(value, list) else []
    people = [name for one in given if (name := _name(one))]
    if people[1:] and people[-1] == {"literal": "others"}:
        people[-1] = {"literal": OTHERS}
    return people


def _name(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    parts = {part: text for part in NAME_PARTS if (text := _text(value.get(part)))}
    literal = _text(value.get("literal")) or parts.get("given", "")
    if "family" in parts and "literal" not in value:
        return parts
    return {"literal": literal} if literal else {}


def _date(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        return {}
    try:
        parts = [int(part) for part in value["date-parts"][0]][:3]
    except (LookupError, TypeError, ValueError):
        parts = []
    if parts and all(part > 0 for part in parts) and parts[1:2] <= [12]:
        return {"date-parts": [parts]}
    literal = _text(value.get("literal"))
    return {"literal": literal} if literal else {}
