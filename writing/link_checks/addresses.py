"""Which outside addresses live reviews lead to, and from where in them.

They are read out of the stored rendering: what is checked is what readers can follow.
"""

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urldefrag, urlsplit

from writing.rendering.body import NAMES

if TYPE_CHECKING:
    from writing.models import ReviewPage

LONGEST = 1000
LONGEST_PLACE = 120


class Use(NamedTuple):
    """One place from which a review leads to an address."""

    url: str
    place: str
    block: str = ""


class _Hrefs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


def uses_in(review: "ReviewPage", own_hosts: frozenset[str]) -> Iterator[Use]:
    """Every outside address of a live review, each once a place."""
    seen: set[Use] = set()
    for use in _all_uses(review):
        url = outside(use.url, own_hosts)
        known = use._replace(url=url, place=use.place[:LONGEST_PLACE])
        if url and known not in seen:
            seen.add(known)
            yield known


def outside(href: str, own_hosts: frozenset[str]) -> str:
    """The address without its fragment; empty for what is not of the web outside."""
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
    except ValueError:
        return ""
    is_outside = parts.scheme in ("http", "https") and host and host not in own_hosts
    return urldefrag(href).url if is_outside and len(href) <= LONGEST else ""


def _all_uses(review: "ReviewPage") -> Iterator[Use]:
    rendered = review.rendered
    for href in hrefs(rendered.paper_card):
        yield Use(href, "The paper")
    yield from _uses_in_body(review)
    for work in rendered.bibliography:
        for href in hrefs(work["html"]):
            yield Use(href, f"Reference {work['key']}")


def _uses_in_body(review: "ReviewPage") -> Iterator[Use]:
    """The links of each block, with the name that the gate calls the block by."""
    counts: Counter[str] = Counter()
    blocks = list(review.body.raw_data)
    for position, drawn in enumerate(review.rendered.blocks):
        kind = drawn["type"]
        name = NAMES.get(kind, kind.replace("_", " ")).capitalize()
        counts[name] += 1
        block = blocks[position] if position < len(blocks) else {}
        for href in hrefs(drawn["html"]):
            yield Use(href, f"{name} {counts[name]}", str(block.get("id") or ""))


def hrefs(html: str) -> list[str]:
    """The addresses of the links in a piece of HTML, in their order."""
    parser = _Hrefs()
    parser.feed(html)
    return parser.found
