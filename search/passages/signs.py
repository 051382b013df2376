"""How the modules for the databases tell what they found."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import NamedTuple

from search.passages.terms import Sought

# Around what was found; no text holds them.
OPENING, CLOSING = "\x02", "\x03"
# How many words may stand between two terms that are near each other.
NEAR = 2


class Sign(IntEnum):
    """What tells for a passage."""

    TERM = 0
    HEADING = 1
    NEAR = 2


class Found(NamedTuple):
    """That a sign of the term with this number is in a passage."""

    passage: int
    kind: str
    verdict: str
    sign: Sign
    term: int


class Marked(NamedTuple):
    """A passage with marks around what was found in it."""

    passage: int
    kind: str
    anchor: str
    verdict: str
    heading: str
    text: str


class Asking(NamedTuple):
    """How a database is asked for a term, for one in a heading, and for two nearby."""

    term: Callable[[Sought], str]
    in_heading: Callable[[Sought], str]
    near: Callable[[Sought, Sought], str]


def questions(terms: Sequence[Sought], asking: Asking) -> list[str]:
    """Every sign of every term; `sign_of` knows what the place of each means."""
    return [
        *map(asking.term, terms),
        *map(asking.in_heading, terms),
        *map(asking.near, terms, terms[1:]),
    ]


def sign_of(place: int, terms: Sequence[Sought]) -> tuple[Sign, int]:
    """What was asked for at a place in `questions`."""
    sign, term = divmod(place, len(terms))
    return Sign(sign), term
