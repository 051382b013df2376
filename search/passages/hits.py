"""A passage as a results page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.passages.matching import Match

# Signs in a snippet, and how many of them stand before the first word that was found.
LONGEST = 240
LEAD = 60

Segment = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage in which something was found.

    Segments are pieces of text, and whether each is what was found. `words` are the
    words as they stand in the passage; `more` says how many passages of the review
    come after this one.
    """

    review: int
    kind: str
    anchor: str
    verdict: str
    heading: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    words: tuple[str, ...]
    more: int


def words_of(text: str, found: Sequence[Match]) -> list[str]:
    """What was found, as it stands in the text."""
    return [text[match.start : match.end] for match in found]


def distinct(words: Sequence[str]) -> tuple[str, ...]:
    """The words without those that differ from an earlier one in case alone."""
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(word.casefold(), word)
    return tuple(kept.values())


def segments(
    text: str, found: Sequence[Match], start: int = 0, end: int | None = None
) -> tuple[Segment, ...]:
    """A text from start to end, in pieces."""
    end = len(text) if end is None else end
    pieces = pieces_of(text, found, start, end)
    return tuple((piece, is_match) for piece, is_match in pieces if piece)


def pieces_of(
    text: str, found: Sequence[Match], start: int, end: int
) -> Iterator[Segment]:
    done = start
    for match in found:
        # A word of a phrase may have been found by itself too.
        if done <= match.start and match.end <= end:
            yield text[done : match.start], False
            yield text[match.start : match.end], True
            done = match.end
    yield text[done:end], False


def snippet(text: str, found: Sequence[Match]) -> tuple[Segment, ...]:
    """The part of a text in which most of what was found stands."""
    start, end = part(text, found)
    before = [("… ", False)] if start else []
    after = [(" …", False)] if end < len(text) else []
    return (*before, *segments(text, found, start, end), *after)


def part(text: str, found: Sequence[Match]) -> tuple[int, int]:
    """Where a snippet begins and ends: between words, around the most matches."""
    if len(text) <= LONGEST:
        return 0, len(text)
    first = densest(found)
    start = max(0, first - LEAD)
    if start:
        # With the next word, or with the match itself where nothing parts words.
        start = min(text.find(" ", start, first) + 1 or first, first)
    end = start + LONGEST
    if end >= len(text):
        return start, len(text)
    space = text.rfind(" ", first, end)
    return start, space if space > first else end


def densest(found: Sequence[Match]) -> int:
    """Where the match stands that a snippet had best begin with."""
    best, most = 0, (0, 0)
    for first in found:
        inside = [
            match.term
            for match in found
            if first.start <= match.start and match.end <= first.start + LONGEST - LEAD
        ]
        if (held := (len(set(inside)), len(inside))) > most:
            best, most = first.start, held
    return best
