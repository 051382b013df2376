"""One entry of RIS, as EndNote, Mendeley, Zotero and publishers write it, as CSL-JSON.

They agree on the format's list of tags less than it wishes: a variable is read from
the first of its tags that says something.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from writing.bibliography.dates import exists
from writing.bibliography.identifiers import arxiv_name, doi
from writing.bibliography.latex import one_line
from writing.bibliography.names import read_name
from writing.bibliography.works import Work

LINE = re.compile(r"\s*([A-Z][A-Z0-9])[^\S\n]{1,2}-(?:[^\S\n](.*))?")
TYPES = {
    **dict.fromkeys(("JOUR", "EJOUR", "JFULL", "ABST"), "article-journal"),
    **dict.fromkeys(("CPAPER", "CONF"), "paper-conference"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "WHOLE"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP"), "chapter"),
    **dict.fromkeys(("ELEC", "WEB", "ICOMM"), "webpage"),
    "RPRT": "report",
    "THES": "thesis",
    "COMP": "software",
    "DATA": "dataset",
    "BLOG": "post-weblog",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
}
TEXTS = {
    "title": ("TI", "T1", "CT"),
    "container-title": ("T2", "JF", "JO", "BT"),
    "container-title-short": ("J2", "JA"),
    "collection-title": ("T3",),
    "volume": ("VL",),
    "issue": ("IS",),
    "edition": ("ET",),
    "publisher": ("PB",),
    "publisher-place": ("CY",),
    "genre": ("M3",),
    "note": ("N1",),
    "language": ("LA",),
}
AUTHORS, EDITORS = ("AU", "A1"), ("A2", "ED")
DATES = ("DA", "PY", "Y1")

Tags = dict[str, list[str]]


def ris_work(text: str) -> Work:
    """The work between a `TY` and its `ER`. Raises `ValueError`."""
    tags = _tags(text.splitlines())
    kind = _first(tags, ["TY"])
    record: dict[str, Any] = {
        "type": TYPES.get(kind, "article"),
        "author": _people(tags, AUTHORS),
        "editor": _people(tags, EDITORS),
        **{variable: _first(tags, names) for variable, names in TEXTS.items()},
        "issued": _issued(tags),
        "page": "–".join(filter(None, [_first(tags, ["SP"]), _first(tags, ["EP"])])),
        "number": _number(tags),
        "DOI": doi(_first(tags, ["DO"])) or "",
        "URL": _first(tags, ["UR"]).split(" ")[0],
    }
    if not record["title"]:
        raise ValueError("a title is missing (TI or T1)")
    kept = {variable: value for variable, value in record.items() if value}
    return Work(kept, pdf_url=_pdf(tags))


def _tags(lines: Iterable[str]) -> Tags:
    """The values of each tag; a line without one goes on where the last one ended."""
    tags: Tags = defaultdict(list)
    last: list[str] = []
    for line in lines:
        if match := LINE.fullmatch(line):
            last = tags[match[1]]
            last.append((match[2] or "").strip())
        elif last and line.strip():
            last[-1] = f"{last[-1]} {line.strip()}".strip()
    return tags


def _first(tags: Tags, names: Iterable[str]) -> str:
    texts = (one_line(text) for name in names for text in tags.get(name, []))
    return next(filter(None, texts), "")


def _people(tags: Tags, names: Iterable[str]) -> list[dict[str, str]]:
    people = (read_name(text) for name in names for text in tags.get(name, []))
    return [person for person in people if person]


def _issued(tags: Tags) -> dict[str, Any]:
    """The date that says most: `2011/06/12/`, `2011-06-12` or the year alone."""
    dates = [_parts(text) for name in DATES for text in tags.get(name, [])]
    best = max(dates, key=len, default=[])
    return {"date-parts": [best]} if best else {}


def _parts(text: str) -> list[int]:
    match = re.match(r"\s*(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?", text, re.ASCII)
    parts = [int(part) for part in match.groups() if part] if match else []
    while parts and not exists(parts):
        parts.pop()
    return parts


def _number(tags: Tags) -> str:
    """The number at arXiv, where it is one, or the work's own."""
    texts = [_first(tags, [name]) for name in ("AN", "M1", "C7")]
    named = (arxiv_name(text) for text in texts)
    return next(filter(None, named), None) or _first(tags, ["M1", "C7"])


def _pdf(tags: Tags) -> str:
    """Where the text is: mostly a path on the exporter's own disk."""
    urls = [text for name in ("L1", "UR") for text in tags.get(name, [])]
    return next((u for u in urls if u.startswith("http") and u.endswith(".pdf")), "")
