"""A review's body as one page: numbers, anchors, cross-references, notes, bibliography.

The unit is the whole body, since notes, citations and figures are numbered over the
page. Nothing here reads or writes what is stored about reviews: body and references
come in, HTML goes out. (A figure's picture is looked up by the block that shows it.)
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from writing.bibliography.csl import DEFAULT, format_bibliography
from writing.rendering.document import NO_BREAK, Changed, Document, Place
from writing.rendering.markdown import Heading, Scope, Target
from writing.rendering.passages import block_text, passage_of
from writing.rendering.places import Text
from writing.rendering.typography import curled
from writing.verdicts import Verdict

# Part of the key under which a rendering is stored: a new number renders all again.
VERSION = 3
# Ids that the page around the body has (templates/base.html, writing/review_page.html).
PAGE_IDS = (
    "main",
    "find",
    "bottom-line",
    "takeaways",
    "the-paper",
    "claims",
    "contents",
    "corrections",
    "references",
    "cite",
    "cite-this",
    "cite-both",
    "pop",
    "related",
)
# The fields of a bibliographic record that are prose.
TITLES = ("title", "container-title", "publisher", "note")

# What each kind of block is called and counted as; figures and charts share a count.
NAMES = {
    "claim": "claim",
    "figure": "figure",
    "chart": "figure",
    "equation": "equation",
    "code": "listing",
    "table": "table",
}


class Source(NamedTuple):
    """A work that the review refers to: its key and its CSL-JSON record."""

    key: str
    record: Mapping[str, Any]


class Past(NamedTuple):
    """What a body has behind it, by block id.

    `anchors` are those that a block had in earlier published versions and that must go
    on working, `changes` the latest change of a claim's verdict.
    """

    anchors: Mapping[str, Sequence[str]] = {}
    changes: Mapping[str, Changed] = {}


@dataclass(frozen=True)
class RenderedBody:
    """All that a page needs of a body, in plain data."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    contents: list[dict[str, Any]] = field(default_factory=list)
    bibliography: list[dict[str, Any]] = field(default_factory=list)
    anchors: dict[str, list[str]] = field(default_factory=dict)
    passages: list[dict[str, Any]] = field(default_factory=list)
    text: str = ""
    words: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)
    uncited: list[str] = field(default_factory=list)


def render(
    body: Iterable[Any],
    sources: Sequence[Source],
    style: str = DEFAULT,
    past: Past | None = None,
    texts: Sequence[Text] = (),
) -> RenderedBody:
    """Draw a body: every block's HTML, contents, bibliography and plain text.

    What is wrong in it is told in `faults`, by block; `uncited` are the works that
    nothing in it refers to.

    `past` is what earlier published versions leave behind; `texts` are those of the
    paper under review, for locators to lead to.
    """
    blocks = list(body)
    places = _places(blocks, past or Past())
    records = {source.key: source.record for source in sources}
    scope = Scope(
        keys=records,
        targets=_targets(blocks, places),
        reserved=[
            *PAGE_IDS,
            *(anchor for place in places.values() for anchor in _anchors(place)),
        ],
    )
    document = Document(places, scope, records, texts)
    drawn = []
    passages = []
    faults: list[tuple[str, str]] = []
    for block in blocks:
        known, above = len(scope.faults), len(scope.headings)
        html = block.render({"document": document, "block_id": block.id})
        words = len(block_text(block).split())
        passages.append(_passage(block, places[block.id], scope.headings, above))
        drawn.append({"type": block.block_type, "html": str(html), "words": words})
        faults += [(block.id, fault.message) for fault in scope.faults[known:]]
    text = "\n\n".join(filter(None, map(block_text, blocks)))
    uncited = [key for key in records if key not in scope.citations]
    return RenderedBody(
        blocks=drawn,
        contents=[
            {"level": heading.level, "id": heading.id, "text": heading.text}
            for heading in scope.headings
            if heading.level <= 3  # noqa: PLR2004
        ],
        bibliography=_bibliography(scope, records, style),
        anchors={key: _anchors(place) for key, place in places.items() if place.anchor},
        passages=passages,
        text=text,
        words=len(text.split()),
        faults=faults,
        uncited=uncited,
    )


def anchor_of(block: Any) -> str:
    """The anchor of a labelled block: `claim-pull-model`."""
    if block.block_type not in NAMES or not block.value.get("label"):
        return ""
    return f"{block.block_type}-{block.value['label']}"


def _passage(
    block: Any, place: Place, headings: Sequence[Heading], above: int
) -> dict[str, Any]:
    """The block's words; of its `headings` the first ones stand `above` it."""
    name = NAMES.get(block.block_type, "").capitalize()
    own = block.block_type == "prose" and str(block.value).lstrip().startswith("#")
    under = headings[: above + 1] if own else headings[:above]
    return passage_of(
        block,
        f"{name} {place.number}" if name and place.number else name,
        place.anchor,
        under[-1].text if under else "",
    )


def _places(blocks: Iterable[Any], past: Past) -> dict[str, Place]:
    counts: Counter[str] = Counter()
    taken = {anchor for block in blocks if (anchor := anchor_of(block))}
    places = {}
    for block in blocks:
        name = NAMES.get(block.block_type)
        number = None
        if name and block.value.get("numbered", True):
            counts[name] += 1
            number = counts[name]
        kept = [old for old in past.anchors.get(block.id, ()) if old not in taken]
        changed = past.changes.get(block.id)
        places[block.id] = Place(number, anchor_of(block), kept, changed)
    return places


def _anchors(place: Place) -> list[str]:
    return [place.anchor, *place.former] if place.anchor else []


def _targets(blocks: Iterable[Any], places: Mapping[str, Place]) -> dict[str, Target]:
    targets = {}
    for block in blocks:
        place = places[block.id]
        if not place.anchor:
            continue
        name = NAMES[block.block_type]
        verdict = block.value.get("verdict")
        targets[block.value["label"]] = Target(
            anchor=place.anchor,
            name=f"{name}{NO_BREAK}{place.number}" if place.number else f"this {name}",
            verdict=Verdict(verdict) if verdict in Verdict else None,
            number=place.number,
        )
    return targets


def _bibliography(
    scope: Scope, records: Mapping[str, Mapping[str, Any]], style: str
) -> list[dict[str, Any]]:
    """The works in the order of their first citation, then those not cited."""
    for key in records:
        scope.cite(key)
    printed = {key: _typographic(record) for key, record in records.items()}
    entries = format_bibliography(printed, style)
    return [
        {
            "key": key,
            "number": number,
            "html": entries[key],
            "uses": scope.uses.get(key, []),
        }
        for key, number in scope.citations.items()
        if key in entries
    ]


def _typographic(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with the quotation marks that the rest of the page has."""
    return {
        field: curled(value) if field in TITLES and isinstance(value, str) else value
        for field, value in record.items()
    }
