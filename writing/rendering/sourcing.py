"""Numbers in running text, and whether anything beside them says where they are from.

A number has a source nearby when its paragraph, list or table, or a note that is called
there, cites a work, refers to a block of the page, names a place in the paper, or says
that the arithmetic is ours.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markdown_it.token import Token

from writing.rendering.headings import text_of
from writing.rendering.limits import MarkdownError
from writing.rendering.markdown import parse
from writing.rendering.scope import Note

# Not part of a name ("GPT-3", "T5", "8-bit", "70B") and not of a release ("0.5.1").
NUMBER = re.compile(
    r"(?<![\w.,/’'-])[−+≈~]?\d+(?:,\d{3})*(?:\.\d+)?%?(?![\w-]|,\d|\.\d)"
)
YEAR = re.compile(r"(?:19|20)\d\d")
RELEASE = re.compile(r"\b(?:versions?|releases?)\s+v?\d[\d.]*", re.IGNORECASE)
PLACE = re.compile(
    r"§|\b(?:tables?|figures?|figs?\.|sections?|appendix|algorithms?|equations?|eqs?\.)"
    r"\s+[A-Z]?\d",
    re.IGNORECASE,
)
OURS = re.compile(r"\b(?:we|our|ours)\b", re.IGNORECASE)
POINTERS = {"citation", "ref_open", "claim_open"}


class Unsourced(NamedTuple):
    """Numbers of one paragraph, list or table that nothing beside them accounts for."""

    line: int
    numbers: tuple[str, ...]


def unsourced_numbers(source: str) -> list[Unsourced]:
    """The paragraphs of a Markdown text whose numbers have no source nearby.

    Headings, code and maths are not looked at, and a year alone is no number. A text
    that is over the limits of what is read has none: its fault is told elsewhere.
    """
    try:
        tokens, notes = parse(source)
    except MarkdownError:
        return []
    found = (_unsourced(element, notes) for element in _elements(tokens))
    return [one for one in found if one.numbers]


def _elements(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The paragraphs, lists and tables, each as its tokens."""
    element: list[Token] = []
    depth = 0
    for token in tokens:
        element.append(token)
        depth += token.nesting
        if depth == 0:
            if element[0].type != "heading_open":
                yield element
            element = []


def _unsourced(element: list[Token], notes: dict[str, Note]) -> Unsourced:
    lines = [token.map[0] + 1 for token in element if token.map]
    inside = list(_with_notes(_inline(element), notes))
    text = "\n".join(text_of(_prose(token)) for token in inside)
    if _has_source(inside, text):
        return Unsourced(0, ())
    return Unsourced(min(lines, default=1), tuple(numbers_in(text)))


def numbers_in(text: str) -> list[str]:
    """The numbers of a plain text, as printed."""
    found = NUMBER.findall(RELEASE.sub(" ", text))
    return [number for number in found if not YEAR.fullmatch(number)]


def _inline(tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if token.type == "inline"]


def _with_notes(inline: list[Token], notes: dict[str, Note]) -> Iterator[Token]:
    yield from inline
    for token in inline:
        for child in token.children or []:
            if child.type == "footnote_ref" and child.meta["label"] in notes:
                yield from _inline(notes[child.meta["label"]].content)


def _prose(inline: Token) -> list[Token]:
    """What is said, without code and formulas."""
    unread = {"code_inline", "maths_inline", "citation"}
    return [child for child in inline.children or [] if child.type not in unread]


def _has_source(inside: list[Token], text: str) -> bool:
    if PLACE.search(text) or OURS.search(text):
        return True
    return any(
        child.type in POINTERS for token in inside for child in token.children or []
    )
