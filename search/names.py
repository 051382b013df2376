"""How a name is compared with what somebody types."""

import re
from typing import NamedTuple

from search.folding import WORD, key_of

# Accents that are signs of their own and belong to the letter before them.
ACCENTS = re.compile("[\u0300-\u036f]*")


class Segment(NamedTuple):
    """A part of a label, and whether it is what was typed."""

    text: str
    is_match: bool


def begins_a_word(name: str, prefix: str) -> bool:
    """Whether a name in words has a word from which on it begins with the prefix."""
    return f" {prefix}" in f" {name}"


def marked(label: str, prefix: str) -> tuple[Segment, ...]:
    """The label, cut where the prefix stands in it: at the start of a word."""
    for word in WORD.finditer(label):
        start = word.start()
        if end := _end_of(prefix, label, start):
            parts = [
                Segment(label[:start], False),
                Segment(label[start:end], True),
                Segment(label[end:], False),
            ]
            return tuple(part for part in parts if part.text)
    return (Segment(label, False),)


def _end_of(prefix: str, label: str, start: int) -> int:
    """Where the prefix that begins at `start` ends in the label; 0 if it does not."""
    for end in range(start + 1, len(label) + 1):
        so_far = key_of(label[start:end])
        if so_far.startswith(prefix):
            accents = ACCENTS.match(label, end)
            return accents.end() if accents else end
        if not prefix.startswith(so_far):
            break
    return 0
