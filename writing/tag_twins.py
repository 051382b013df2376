"""Tags that look like one subject: found by their names alone."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

# Names shorter than this differ by one letter and mean two things: “logs”, “lots”.
LONG = 7
FEWEST_INITIALS = 3
# Words as short as this have no plural that could be told: “bus”, “GPS”.
SHORT = 3
ENDINGS = [("ies", "y"), ("sses", "ss"), ("es", "e"), ("s", "")]
# What initials leave out: “state of the art” is SOTA or SA.
SMALL_WORDS = {"a", "an", "and", "for", "in", "of", "on", "the", "to", "with"}


class Twins(NamedTuple):
    """The positions of two names, and why they look like one subject."""

    first: int
    second: int
    reason: str


def find_twins(names: Sequence[str]) -> Iterator[Twins]:
    """The pairs of names that look like one subject."""
    known = [_Name(name) for name in names]
    for (a, one), (b, other) in combinations(enumerate(known), 2):
        if reason := _reason(one, other):
            yield Twins(a, b, reason)


def why_twins(one: str, other: str) -> str:
    """Why two names look like one subject; empty when they do not."""
    return _reason(_Name(one), _Name(other))


class _Name:
    """A tag's name as it is compared."""

    def __init__(self, name: str) -> None:
        plain = unicodedata.normalize("NFKD", name.casefold())
        letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
        # The parts of a name: “C++” and “C#” keep what makes them two.
        self.words = re.findall(r"[^\W_]+|[+#]+", letters)
        self.joined = "".join(self.words)
        self.stem = "".join(map(_singular, self.words))
        self.root = "".join(map(_root, self.words))
        self.initials = {
            "".join(word[0] for word in words)
            for words in (
                self.words,
                [word for word in self.words if word not in SMALL_WORDS],
            )
        }


def _reason(one: _Name, other: _Name) -> str:
    if not one.joined or not other.joined:
        return ""
    return next((reason for reason, holds in RULES if holds(one, other)), "")


def _short_for_either(one: _Name, other: _Name) -> bool:
    return _abbreviates(one, other) or _abbreviates(other, one)


def _nearly_one(one: _Name, other: _Name) -> bool:
    shortest = min(len(one.joined), len(other.joined))
    return shortest >= LONG and one_edit(one.stem, other.stem)


# Why two names look like one subject, the surest first.
RULES: list[tuple[str, Callable[[_Name, _Name], bool]]] = [
    ("the same letters", lambda one, other: one.joined == other.joined),
    ("singular and plural", lambda one, other: one.stem == other.stem),
    ("two forms of one word", lambda one, other: one.root == other.root),
    ("the first letters of the other", _short_for_either),
    ("one letter apart", _nearly_one),
]


def _singular(word: str) -> str:
    """A word without the ending of its plural."""
    if len(word) > SHORT and not word.endswith(("ss", "us", "is")):
        for ending, instead in ENDINGS:
            if word.endswith(ending):
                return word.removesuffix(ending) + instead
    return word


def _root(word: str) -> str:
    """A word without “-ing”, and without the letter that it doubles or drops."""
    stem = _singular(word)
    if stem.endswith("ing") and len(stem) > LONG - 1:
        stem = stem.removesuffix("ing")
        if stem[-1] == stem[-2]:
            stem = stem[:-1]
    return stem.removesuffix("e")


def _abbreviates(short: _Name, long: _Name) -> bool:
    """Whether a name is made of the first letters of the other's words."""
    word = short.stem if len(short.words) == 1 else ""
    return (
        FEWEST_INITIALS <= len(word) <= len(long.words)
        and len(long.words) > 1
        and bool({word, short.joined} & long.initials)
    )


def one_edit(one: str, other: str) -> bool:
    """Whether a letter more, less, other or two swapped makes one of the other.

    Digits do not count: “GPT-3 models” and “GPT-4 models” are two.
    """
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = _common(short, long)
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    rest, other_rest = short[start:], long[start:]
    swapped = rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:]
    return rest[1:] == other_rest[1:] or swapped


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many letters two texts begin with together."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
