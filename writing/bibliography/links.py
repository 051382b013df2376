"""Where a work can be found: by DOI or else by address, and on arXiv."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from writing.bibliography.identifiers import arxiv_id, arxiv_name, arxiv_url, doi

Record = Mapping[str, Any]


class Link(NamedTuple):
    """What is read, and what it leads to: nothing, if it must not be linked."""

    text: str
    url: str


def links(record: Record) -> Iterator[Link]:
    """The places of a work, each once."""
    name = arxiv(record)
    for link in (_doi_link(record), _url_link(record)):
        if link and not (name and arxiv_id(link.url) == arxiv_id(name)):
            yield link
            break
    if name:
        yield Link(name, arxiv_url(name))


def arxiv(record: Record) -> str | None:
    """The arXiv number, where it stands as `arXiv:2407.00079` and nothing more."""
    for value in (record.get("number"), record.get("note")):
        if isinstance(value, str) and value == arxiv_name(value):
            return value
    return None


def _doi_link(record: Record) -> Link | None:
    name = doi(str(record.get("DOI", "")))
    return Link(f"doi:{name}", f"https://doi.org/{quote(name)}") if name else None


def _url_link(record: Record) -> Link | None:
    url = "".join(str(record.get("URL") or "").split())
    host = _host(url)
    return Link(host or url, url if host else "") if url else None


def _host(url: str) -> str:
    """The host of a web address, and nothing for what must not be linked."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    web = parts.scheme in ("http", "https")
    return (parts.hostname or "").removeprefix("www.") if web else ""
