"""CSL-JSON records as RIS, which EndNote, Mendeley and Zotero read.

The tags are those of the format's own list (Research Information Systems, as revised
in 2011). Lines end in CR LF; a value is one line, whatever was in the record.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from writing.bibliography.links import Record, arxiv

TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "manuscript": "UNPB",
    "paper-conference": "CPAPER",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "thesis": "THES",
    "webpage": "ELEC",
}
ANY = "GEN"
PREPRINT = "UNPB"

# BibTeX's "and others" as a name, and how it is written where it must be one.
OTHERS = {"literal": "others"}
ET_AL = "et al."


def write_ris(records: Iterable[Record]) -> str:
    """The works in their order, each closed by its `ER`."""
    return "".join(
        f"{tag}  - {value}\r\n"
        for record in records
        for tag, value in _lines(record)
        if value or tag == "ER"
    )


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    yield "TY", _type(record)
    yield "ID", _text(record.get("id"))
    yield from (("AU", _name(person)) for person in record.get("author", []))
    yield from (("A2", _name(person)) for person in record.get("editor", []))
    yield "TI", _text(record.get("title"))
    yield "T2", _text(record.get("container-title"))
    yield "T3", _text(record.get("collection-title"))
    yield "PY", _date(record.get("issued"))[:4]
    yield "DA", _date(record.get("issued"))
    yield from _numbers(record)
    yield "PB", _text(record.get("publisher"))
    yield "CY", _text(record.get("publisher-place"))
    yield "SN", _text(record.get("ISSN") or record.get("ISBN"))
    yield "DO", _text(record.get("DOI"))
    yield "UR", _text(record.get("URL"))
    yield "Y2", _date(record.get("accessed"))
    yield "LA", _text(record.get("language"))
    yield "M3", _text(record.get("genre"))
    yield "N1", _text(record.get("note"))
    yield "ER", ""


def _type(record: Record) -> str:
    """A preprint has a type of its own; of another "article" nothing is known."""
    if record.get("type") == "article" and arxiv(record):
        return PREPRINT
    return TYPES.get(record.get("type", ""), ANY)


def _numbers(record: Record) -> Iterator[tuple[str, str]]:
    yield "VL", _text(record.get("volume"))
    yield "IS", _text(record.get("issue"))
    yield "ET", _text(record.get("edition"))
    # The number in its archive, or its own: RIS has one field for either.
    yield "AN" if arxiv(record) else "M1", _text(record.get("number"))
    first, _, last = _text(record.get("page")).replace("-", "–").partition("–")
    yield "SP", first.strip()
    yield "EP", last.strip("– ")


def _name(person: Mapping[str, str]) -> str:
    """“Family, Given, Suffix”; a body of people as it stands, without a comma.

    A comma would make its last words the given names of its first.
    """
    if person == OTHERS:
        return ET_AL
    if "family" not in person:
        return _text(person.get("literal") or person.get("given")).replace(",", "")
    particles = ("dropping-particle", "non-dropping-particle", "family")
    family = " ".join(_text(person[part]) for part in particles if person.get(part))
    given, suffix = _text(person.get("given")), _text(person.get("suffix"))
    parts = [family, given, suffix] if suffix else [family, given]
    return ", ".join(parts).rstrip(", ")


def _date(when: Any) -> str:
    """“2026/11/21/”, with nothing between the slashes where nothing is known."""
    if not (isinstance(when, Mapping) and when.get("date-parts")):
        return ""
    year, *rest = when["date-parts"][0]
    month, day, *_ = [*(f"{int(part):02}" for part in rest), "", ""]
    return f"{int(year):04}/{month}/{day}/"


def _text(value: object) -> str:
    """One line: a line that began like a tag would be read as one."""
    return " ".join(str(value).split()) if value else ""
