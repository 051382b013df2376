"""The fields of a BibTeX entry, read into a CSL-JSON record."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from writing.bibliography.dates import read_date, read_issued
from writing.bibliography.identifiers import arxiv_name, arxiv_url, doi
from writing.bibliography.kinds import NUMBERED, THESES, TYPES
from writing.bibliography.latex import address, decode
from writing.bibliography.names import read_people

# The fields a variable is read from: the first that says something.
TEXTS = {
    "title": ("title",),
    "container-title": ("journal", "journaltitle", "booktitle", "howpublished"),
    "collection-title": ("series",),
    "volume": ("volume",),
    "edition": ("edition",),
    "chapter-number": ("chapter",),
    "page": ("pages",),
    "genre": ("type",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("address", "location"),
    "version": ("version",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "note": ("note",),
}
ADDRESS = re.compile(r"https?://(?:\\[%&#_~$^]|[^\s{}\\])+")
UNSAFE_IN_URL = {ord(sign): f"%{ord(sign):02X}" for sign in '\\"<>'}


def csl_record(kind: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """What the fields say, without the variables they leave open."""
    type_ = TYPES.get(kind, "webpage")
    record: dict[str, Any] = {
        "type": type_,
        "author": read_people(fields.get("author", "")),
        "editor": read_people(fields.get("editor", "")),
        **{variable: _first(fields, names) for variable, names in TEXTS.items()},
        "number" if type_ in NUMBERED else "issue": decode(fields.get("number", "")),
        "issued": read_issued(fields),
        "accessed": read_date(fields.get("urldate", "")),
        "DOI": _doi(fields.get("doi", "")),
        "URL": _url(fields.get("url", "")),
    }
    record["genre"] = record["genre"] or THESES.get(kind, "")
    record["page"] = re.sub(r"(?<=\d)-(?=\d)", "–", record["page"])
    _move_address(record, fields)
    _name_arxiv(record, fields)
    return {variable: value for variable, value in record.items() if value}


def _first(fields: Mapping[str, str], names: Iterable[str]) -> str:
    return next((t for name in names if (t := decode(fields.get(name, "")))), "")


def _doi(latex: str) -> str:
    text = address(latex)
    name = doi(text)
    if text and not name:
        raise ValueError(f'"{text[:60]}" is no DOI')
    return name or ""


def _url(latex: str) -> str:
    return address(latex).strip("<>").translate(UNSAFE_IN_URL)


def _move_address(record: dict[str, Any], fields: Mapping[str, str]) -> None:
    """`howpublished` is often the address: nothing is published in an address."""
    container = record["container-title"]
    if ADDRESS.search(container):
        # As it was typed, if it stands there: `decode` may have changed its signs.
        found = ADDRESS.findall(f"{fields.get('howpublished', '')} {container}")
        record["URL"] = record["URL"] or _url(found[0])
        record["container-title"] = ""


def _name_arxiv(record: dict[str, Any], fields: Mapping[str, str]) -> None:
    """A work on arXiv has its number there, unless it is a report with its own."""
    name = _arxiv_name(record, fields)
    if not name:
        return
    if not (record["type"] == "report" and record["number"]):
        record["number"] = name
    record["URL"] = record["URL"] or arxiv_url(name)
    if record["type"] == "webpage":
        record["type"] = "article"


def _arxiv_name(record: Mapping[str, Any], fields: Mapping[str, str]) -> str | None:
    archive = fields.get("archiveprefix", fields.get("eprinttype", "arxiv"))
    places = [fields.get("eprint", "")] if decode(archive).lower() == "arxiv" else []
    if record["type"] == "webpage":
        places += [record["URL"], record["DOI"]]
    number = record.get("number", "")
    if number == arxiv_name(number):
        places.append(number)
    return next((name for place in places if (name := arxiv_name(place))), None)
