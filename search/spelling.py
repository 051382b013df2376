"""The word that somebody meant, from the site's own vocabulary.

Two slips of the keyboard leave at least one third of a word whole, unless one of them
swaps the two letters at a boundary; so words are looked up by length and third, in
indexes of their own, and only those few are compared letter by letter.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from search.folding import folded
from search.models import Word
from search.models.vocabulary import FirstThird, LastThird, MiddleThird

SHORTEST, LONGEST = 4, 40
# A word this long may have two slips, a shorter one only one.
LONG = 5
# So many words of one query are looked at.
MOST = 6
# A word may be a slip itself if it stands in so few reviews, and one that is like it in
# so many times more.
RARE, COMMONER = 2, 50

THIRDS = {
    "first": FirstThird("word"),
    "middle": MiddleThird("word"),
    "last": LastThird("word"),
}


class Piece(NamedTuple):
    """A third of words of one length, as it must stand in one that is alike."""

    length: int
    third: str
    letters: str


def did_you_mean(words: Sequence[str]) -> dict[str, str]:
    """The better word for each that no review has, or hardly any; others are left out.

    A better word is the nearest, and among those the commonest.
    """
    plain = {word: folded(word) for word in words if is_plain(word)}
    plain = dict([*plain.items()][:MOST])
    known = _reviews(plain.values())
    better = {
        word: _better(spelling, known.get(spelling, 0))
        for word, spelling in plain.items()
        if known.get(spelling, 0) <= RARE
    }
    return {word: meant for word, meant in better.items() if meant}


def is_plain(word: str) -> bool:
    """Whether a word may be a slip: letters only, and not few."""
    return word.isalpha() and SHORTEST <= len(folded(word)) <= LONGEST


def _reviews(words: Iterable[str]) -> dict[str, int]:
    rows = Word.objects.filter(word__in=set(words))
    return dict(rows.values_list("word", "reviews"))


def _better(word: str, reviews: int) -> str:
    """The word that was meant instead of one that stands in so many reviews."""
    near = _alike(word, 1)
    if reviews:
        near = {other: n for other, n in near.items() if n >= reviews * COMMONER}
    elif not near and len(word) >= LONG:
        near = _alike(word, 2)
    return min(near, key=lambda other: (-near[other], other), default="")


def _alike(word: str, slips: int) -> dict[str, int]:
    """Words within so many slips of a word, and in how many reviews each stands."""
    by_place: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for piece in _pieces(word, slips):
        by_place[piece.length, piece.third].add(piece.letters)
    has_one = Q()
    for (length, third), letters in by_place.items():
        has_one |= Q(length=length, **{f"{third}__in": letters})
    rows = Word.objects.alias(length=Length("word"), **THIRDS).filter(has_one)
    found = rows.values_list("word", "reviews")
    return {
        other: reviews
        for other, reviews in found
        if OSA.distance(word, other, score_cutoff=slips) <= slips
    }


def _pieces(word: str, slips: int) -> Iterator[Piece]:
    """What a word within so many slips has one of."""
    yield from _whole_pieces(word, slips)
    if slips == 1:
        return
    for place in range(len(word) - 1):
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        yield from _whole_pieces(swapped, 1)


def _whole_pieces(word: str, slips: int) -> Iterator[Piece]:
    """The thirds of words within so many slips, as far as they stand in this word.

    A slip before a third moves it by one place, and those after it make up the rest of
    the difference in length. One slip alone leaves the first or the last third whole.
    """
    needed = THIRDS if slips > 1 else ("first", "last")
    for length in range(max(SHORTEST, len(word) - slips), len(word) + slips + 1):
        bounds = 0, length // 3, length * 2 // 3, length
        for third, start, end in zip(THIRDS, bounds, bounds[1:], strict=False):
            for moved in range(-slips, slips + 1) if third in needed else ():
                rest = len(word) - length - moved
                letters = word[max(0, start + moved) : end + moved]
                if abs(moved) + abs(rest) <= slips and len(letters) == end - start:
                    yield Piece(length, third, letters)
