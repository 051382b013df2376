"""Where terms stand in a few texts.

The passages of a page of results are about 300 kB: reading them costs the same however
large the index is. Looked up in FTS5 by ranges of keys, a phrase or a beginning cost up
to 0.7 s among 150,000 passages, since each look-up begins with the first match of all.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from search.passages.stems import stems
from search.passages.terms import WORD, Sought, folded

# How many words, and signs, may stand between two terms that are near each other.
NEAR = 2
FAR = 30


class Match(NamedTuple):
    """A term, by its number, and its place in a text."""

    start: int
    end: int
    term: int


# Where a word stands that may be one of those looked for.
Place = tuple[int, int, str]


def matches(terms: Sequence[Sought], texts: Sequence[str]) -> list[list[Match]]:
    """Where the terms stand in each text, in the text's order."""
    stem_of = stems(word for term in terms for word in term.words)
    beginnings = {
        word if term.is_prefix else beginning(stem_of[word])
        for term in terms
        for word in term.words
    }
    texts = [folded(text) for text in texts]
    starts = shortest(beginnings)
    places = [likely(starts, text) for text in texts]
    stem_of |= stems(word for line in places for *_, word in line)
    # A word is compared once, however often it stands there.
    meant = {
        word: [
            [is_meant(word, term, at, stem_of) for at in range(len(term.words))]
            for term in terms
        ]
        for word in stem_of
    }
    return [
        list(standing(line, meant, text))
        for line, text in zip(places, texts, strict=True)
    ]


def beginning(stem: str) -> str:
    """What every word with this stem begins with: a stemmer may change its end."""
    return stem[: max(2, len(stem) - 1)]


def shortest(beginnings: set[str]) -> list[str]:
    """Those that begin with no other: they find what the others would."""
    return [
        one
        for one in beginnings
        if not any(one != other and one.startswith(other) for other in beginnings)
    ]


def likely(beginnings: Iterable[str], text: str) -> list[Place]:
    """The words of a text that begin with one of the beginnings.

    Faster by half than one expression with alternatives.
    """
    places = []
    for beginning in beginnings:
        at = text.find(beginning)
        while at >= 0:
            word = WORD.match(text, at)
            end = word.end() if word else at + 1
            if word and not (at and text[at - 1].isalnum()):
                places.append((at, end, word[0]))
            at = text.find(beginning, end)
    return sorted(places)


def is_meant(word: str, term: Sought, at: int, stem_of: dict[str, str]) -> bool:
    """Whether a word is the one at a place in a term."""
    if term.is_prefix and at == len(term.words) - 1:
        return word.startswith(term.words[at])
    return stem_of[word] == stem_of[term.words[at]]


def standing(
    places: list[Place], meant: dict[str, list[list[bool]]], text: str
) -> Iterator[Match]:
    """Where all the words of a term follow each other."""
    for first, (start, end, word) in enumerate(places):
        for term, (begins, *others) in enumerate(meant[word]):
            if begins and not others:
                yield Match(start, end, term)
            elif begins and (last := end_of(places, first, term, meant, text)):
                yield Match(start, last, term)


def end_of(
    places: list[Place],
    first: int,
    term: int,
    meant: dict[str, list[list[bool]]],
    text: str,
) -> int:
    """Where a phrase ends that begins at a place; 0 if it does not go on there."""
    _, end, word = places[first]
    for at in range(1, len(meant[word][term])):
        if first + at == len(places):
            return 0
        start, following, word = places[first + at]
        if not meant[word][term][at] or WORD.search(text, end, start):
            return 0
        end = following
    return end


def neighbours(found: Sequence[Match], text: str) -> set[tuple[int, int]]:
    """The pairs of terms that stand near each other."""
    return {
        (min(first.term, second.term), max(first.term, second.term))
        for first, second in pairwise(found)
        if first.term != second.term
        and second.start - first.end <= FAR
        and len(WORD.findall(text, first.end, second.start)) <= NEAR
    }
