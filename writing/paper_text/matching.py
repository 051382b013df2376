"""Whether a text says what it is quoted for, at the place that is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from writing.paper_text.numbers import Number
from writing.paper_text.phrases import readings_of
from writing.paper_text.searchable import SearchableText, Span


class Outcome(StrEnum):
    """What came of looking."""

    FOUND = "found"
    ELSEWHERE = "found elsewhere"
    MISSING = "not found"
    UNCHECKED = "not checked"


@dataclass(frozen=True)
class Ground:
    """Where to look: a text, and the pages of it that are stated, if any are."""

    text: SearchableText
    pages: frozenset[int] | None = None


@dataclass(frozen=True)
class Match:
    """The outcome, and where it was found."""

    outcome: Outcome
    text: SearchableText | None = None
    pages: frozenset[int] = frozenset()
    span: Span | None = None


UNCHECKED = Match(Outcome.UNCHECKED)


def match_words(words: str, grounds: Sequence[Ground]) -> Match:
    """Look for exact words; one stated place that has them is enough."""
    elsewhere = None
    for phrase in readings_of(words):
        for ground in grounds:
            for span in ground.text.find(phrase):
                pages = frozenset(ground.text.pages_of(span))
                if ground.pages is None or pages & ground.pages:
                    return Match(Outcome.FOUND, ground.text, pages, span)
                elsewhere = elsewhere or Match(
                    Outcome.ELSEWHERE, ground.text, pages, span
                )
    return elsewhere or _nowhere(grounds)


def match_number(number: Number, grounds: Sequence[Ground]) -> Match:
    """Look for a number in any of its spellings."""
    elsewhere = None
    for ground in grounds:
        pages = ground.text.pages_with(number.values)
        stated = pages if ground.pages is None else pages & ground.pages
        if stated:
            return Match(Outcome.FOUND, ground.text, stated)
        if pages:
            elsewhere = elsewhere or Match(Outcome.ELSEWHERE, ground.text, pages)
    return elsewhere or _nowhere(grounds)


def _nowhere(grounds: Sequence[Ground]) -> Match:
    return Match(Outcome.MISSING, grounds[0].text) if grounds else UNCHECKED
