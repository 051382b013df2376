"""A review as passages: its front, then its sections and claims as they are read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any, NamedTuple

from markdown_it.token import Token

from search.models import Passage
from search.models.passages import MOST
from writing.models import ReviewPage
from writing.publication import stored_rendering
from writing.rendering.body import anchor_of
from writing.rendering.headings import LEVELS, text_of
from writing.rendering.markdown import MarkdownError, parse, plain_text
from writing.rendering.notes import inline_content
from writing.rendering.passages import block_text
from writing.rendering.scope import Note
from writing.rendering.typography import curled

DRAWN_HEADING = re.compile(r'<h[23] id="([^"]+)"')
# What a citation leaves behind that was taken out before a full stop.
LOOSE = re.compile(r" +([.,;:)])")
LONGEST_HEADING = 400


@dataclass
class Part:
    """A passage while its lines are gathered."""

    heading: str
    anchor: str = ""
    lines: list[str] = field(default_factory=list)
    verdict: str = ""
    kind: Passage.Kind = Passage.Kind.SECTION


class Line(NamedTuple):
    """A line of prose."""

    text: str
    opens_section: bool = False


def passages_of(review: ReviewPage) -> list[Passage]:
    """The passages of a live review, unsaved."""
    return [
        Passage(
            id=Passage.key(review.pk, position),
            review_id=review.pk,
            kind=part.kind,
            anchor=part.anchor,
            heading=part.heading[:LONGEST_HEADING],
            text=LOOSE.sub(r"\1", "\n".join(filter(None, part.lines))),
            verdict=part.verdict,
        )
        for position, part in enumerate(islice(_parts(review), MOST))
    ]


def _parts(review: ReviewPage) -> Iterator[Part]:
    front = [review.dek, review.bottom_line, *review.takeaway_texts]
    title = curled(review.title)
    yield Part(title, lines=list(map(curled, front)))
    opening, *others = _body_parts(review, title)
    if any(opening.lines):
        yield opening
    yield from others


def _body_parts(review: ReviewPage, title: str) -> list[Part]:
    """What stands before the first heading comes first, though it be empty."""
    parts = [section := Part(title)]
    for block, anchors in zip(review.body, _drawn_anchors(review), strict=False):
        if block.block_type == "claim":
            parts.append(_claim(block))
            continue
        for line in _lines_of(block):
            if line.opens_section:
                parts.append(section := Part(line.text, next(anchors, "")))
            else:
                section.lines.append(line.text)
    return parts


def _drawn_anchors(review: ReviewPage) -> Iterable[Iterator[str]]:
    """Block by block, the anchors that headings of sections have on the page."""
    rendered = stored_rendering(review)
    drawn = (block["html"] for block in (rendered.blocks if rendered else ()))
    # A live review without a rendering is about to be deleted, or to be drawn.
    return (iter(map(unescape, DRAWN_HEADING.findall(html))) for html in drawn)


def _claim(block: Any) -> Part:
    value = block.value
    return Part(
        heading=curled(value["said"] or ""),
        anchor=anchor_of(block),
        lines=[plain_text(value["found"] or ""), curled(value["words"] or "")],
        verdict=value["verdict"] or "",
        kind=Passage.Kind.CLAIM,
    )


def _lines_of(block: Any) -> Iterator[Line]:
    if block.block_type == "prose":
        yield from _prose(block.value)
    elif block.block_type == "key_numbers":
        yield from (Line(_number(number)) for number in block.value["numbers"])
    else:
        yield Line(block_text(block))


def _number(number: Any) -> str:
    told = (number.get(name) for name in ("value", "unit", "what"))
    return curled(" ".join(filter(None, told)))


def _prose(source: str) -> Iterator[Line]:
    try:
        tokens, notes = parse(source)
    except MarkdownError:
        yield Line(plain_text(source))
        return
    opens_section = False
    for token in tokens:
        if token.type == "inline":
            yield Line(text_of(token.children or []), opens_section)
            yield from _notes_called(token, notes)
        elif token.content:
            yield Line(token.content.strip())
        opens_section = token.type == "heading_open" and token.tag in LEVELS


def _notes_called(token: Token, notes: dict[str, Note]) -> Iterator[Line]:
    """Side notes, each where it is called first."""
    called = (one for one in token.children or [] if one.type == "footnote_ref")
    for call in called:
        if note := notes.pop(call.meta["label"], None):
            yield Line(text_of(inline_content(note)))
