"""What a review takes from papers: exact words and numbers, each with its places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from writing.labels import block_names
from writing.locators import Kind, Locator, LocatorError, parse_locators
from writing.paper_text.numbers import Number, numbers_in_cell, numbers_of_paper


@dataclass(frozen=True)
class Excerpt:
    """Words, or a number, that a block says stand in a paper.

    `label` names the block to a person ("Claim 3"), `field` is the block's field that
    holds it, `said` tells what it is about.
    """

    block: str
    label: str
    field: str
    said: str
    locators: str
    words: str = ""
    number: Number | None = None

    @property
    def text(self) -> str:
        """The words or the number, as printed."""
        return self.number.text if self.number else self.words

    @cached_property
    def places(self) -> tuple[Locator, ...]:
        """Where it stands; nothing when that can't be read, which the gate tells."""
        try:
            return parse_locators(self.locators)
        except LocatorError:
            return ()

    @property
    def may_be_drawn(self) -> bool:
        """Whether it may have been read off a figure, whose text no file gives."""
        return any(place.kind == Kind.FIGURE for place in self.places)


def excerpts_of(body: Iterable[Any]) -> Iterator[Excerpt]:
    """All that claims, quotations and key numbers take from papers, in their order."""
    blocks = list(body)
    for block, name in zip(blocks, block_names(blocks), strict=True):
        if read := READERS.get(block.block_type):
            yield from read(block, name)


def _of_claim(block: Any, label: str) -> Iterator[Excerpt]:
    value = block.value
    said, places = value.get("said") or "", value.get("locators") or ""
    if words := (value.get("words") or "").strip():
        yield Excerpt(block.id, label, "words", said, places, words)
    for number in numbers_of_paper(value.get("found") or ""):
        yield Excerpt(block.id, label, "found", said, places, number=number)


def _of_quote(block: Any, label: str) -> Iterator[Excerpt]:
    if words := (block.value.get("text") or "").strip():
        places = block.value.get("locators") or ""
        yield Excerpt(block.id, label, "text", words, places, words)


def _of_key_numbers(block: Any, label: str) -> Iterator[Excerpt]:
    for row in block.value.get("numbers") or []:
        what, places = row.get("what") or "", row.get("locators") or ""
        shown = f"{row.get('value') or ''} {row.get('unit') or ''}"
        for number in numbers_in_cell(shown)[:1]:
            yield Excerpt(block.id, label, "numbers", what, places, number=number)


READERS = {"claim": _of_claim, "quote": _of_quote, "key_numbers": _of_key_numbers}
