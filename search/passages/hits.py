"""A passage as a results page shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.passages.signs import CLOSING, OPENING

# Signs in a snippet, and how many of them stand before the first word that was found.
LONGEST = 240
LEAD = 60
MARKS = re.compile(f"{OPENING}([^{OPENING}{CLOSING}]*){CLOSING}")
# Two marks with nothing between but space are one.
TOUCHING = re.compile(rf"{CLOSING}(\s+){OPENING}")
STRAY = re.compile(f"[{OPENING}{CLOSING}]")

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


def words_of(marked: str) -> tuple[str, ...]:
    """What is marked, each word once in any case."""
    words = {word.casefold(): word for word in reversed(MARKS.findall(marked)) if word}
    return tuple(reversed(words.values()))


def segments(marked: str) -> tuple[Segment, ...]:
    """A marked text in pieces."""
    pieces = MARKS.split(TOUCHING.sub(r"\1", marked))
    return tuple(
        (STRAY.sub("", piece), bool(place % 2))
        for place, piece in enumerate(pieces)
        if piece
    )


def snippet(marked: str) -> tuple[Segment, ...]:
    """The part of a text in which most of what was found stands."""
    pieces = segments(marked)
    whole = "".join(text for text, _ in pieces)
    start, end = part(whole, list(spans(pieces)))
    shown = [
        (whole[max(first, start) : min(last, end)], is_match)
        for first, last, is_match in stretches(pieces)
        if first < end and last > start
    ]
    before = [("… ", False)] if start else []
    after = [(" …", False)] if end < len(whole) else []
    return (*before, *shown, *after)


def stretches(pieces: tuple[Segment, ...]) -> Iterator[tuple[int, int, bool]]:
    """Where each piece begins and ends in the whole."""
    place = 0
    for text, is_match in pieces:
        yield place, place + len(text), is_match
        place += len(text)


def spans(pieces: tuple[Segment, ...]) -> Iterator[tuple[int, str]]:
    """Where each match begins, and what it is."""
    for (first, _, is_match), (text, _) in zip(stretches(pieces), pieces, strict=True):
        if is_match:
            yield first, text.casefold()


def part(whole: str, matches: list[tuple[int, str]]) -> tuple[int, int]:
    """Where a snippet begins and ends: between words, around the most matches."""
    if len(whole) <= LONGEST:
        return 0, len(whole)
    start = densest(matches) - LEAD
    start = 0 if start <= 0 else whole.find(" ", start) + 1
    end = start + LONGEST
    if end >= len(whole):
        return start, len(whole)
    return start, max(whole.rfind(" ", start, end), start) or end


def densest(matches: list[tuple[int, str]]) -> int:
    """The first match of those that a snippet could begin with."""
    best, most = 0, (0, 0)
    for first, _ in matches:
        inside = [word for at, word in matches if first <= at < first + LONGEST - LEAD]
        if (held := (len(set(inside)), len(inside))) > most:
            best, most = first, held
    return best
