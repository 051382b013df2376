"""Addresses within a page: those it links to, and those that were published."""

import re
from collections.abc import Iterator
from html import unescape

from writing.checks.draft import Draft, values_of
from writing.checks.findings import Finding, warning
from writing.corrections import changes_since
from writing.rendering.body import NAMES, PAGE_IDS

HREF = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
ID = re.compile(r'\sid="([^"]+)"')


def links_of(draft: Draft) -> Iterator[tuple[int, str]]:
    """Every link of the body as it is drawn, with the position of its block."""
    for position, block in enumerate(draft.drawn.blocks):
        for href in dict.fromkeys(HREF.findall(block["html"])):
            yield position, unescape(href)


def linked_from(draft: Draft, position: int, href: str, message: str) -> Finding:
    """A warning about a link, at the block and field that it stands in."""
    block = draft.blocks[position]
    fields = (name for name, text in values_of(block.value) if href in text)
    return draft.at(block, warning(message, next(fields, "")))


def check_own_anchors(draft: Draft) -> Iterator[Finding]:
    """Links within the page lead to something that is on it."""
    ids = {*PAGE_IDS, *anchors_in(draft)}
    ids |= {f"ref-{source.key}" for source in draft.known.sources}
    for position, href in links_of(draft):
        if href.startswith("#") and href[1:] not in ids:
            message = f"Nothing on this page has the address “{href}”."
            yield linked_from(draft, position, href, message)


def check_published_anchors(draft: Draft) -> Iterator[Finding]:
    """Others may have linked to what was published.

    A label that changes takes its old anchor along, and the address of a withdrawn
    claim leads to its correction; what is told here is a heading that was renamed or
    dropped, or another block that was taken out.
    """
    if draft.stored is None:
        return
    changes = changes_since(draft.stored, draft.review.body)
    withdrawn = {f"claim-{change.label}" for change in changes if not change.after}
    headings = [heading["id"] for heading in draft.stored.contents]
    blocks = [one for anchors in draft.stored.anchors.values() for one in anchors]
    now = anchors_in(draft) | withdrawn
    for anchor in dict.fromkeys([*headings, *blocks]):
        if anchor not in now:
            message = f"The published address “#{anchor}” would vanish. {_keep(anchor)}"
            yield warning(message, "body", label="Body")


def anchors_in(draft: Draft) -> set[str]:
    """Every anchor in the body as it is drawn."""
    return {
        anchor
        for block in draft.drawn.blocks
        for anchor in map(unescape, ID.findall(block["html"]))
    }


def _keep(anchor: str) -> str:
    """How the address can be kept."""
    kind, _, label = anchor.partition("-")
    if kind in NAMES and label:
        return f"To keep it, give the {kind} that takes its place the label “{label}”."
    return f"To keep it, end the heading that takes its place with {{#{anchor}}}."
