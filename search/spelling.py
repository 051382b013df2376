"""The word that somebody meant, from the site's own vocabulary.

Two slips of the keyboard leave at least one third of a word whole, unless one of them
swaps the two letters at a boundary; so words are looked up by length and third, in
indexes of their own, and only those few are compared letter by letter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

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
    doubtful = {each for each in plain.values() if known.get(each, 0) <= RARE}
    better = _better({each: known.get(each, 0) for each in doubtful})
    return {word: better[each] for word, each in plain.items() if better.get(each)}


def is_plain(word: str) -> bool:
    """Whether a word may be a slip: letters only, and not few."""
    return word.isalpha() and SHORTEST <= len(folded(word)) <= LONGEST


def _reviews(words: Iterable[str]) -> dict[str, int]:
    rows = Word.objects.filter(word__in=set(words))
    return dict(rows.values_list("word", "reviews"))


def _better(doubtful: Mapping[str, int]) -> dict[str, str]:
    """The words that were meant instead of those that stand in so many reviews."""
    near = _alike(doubtful, 1)
    far = [
        word
        for word, reviews in doubtful.items()
        if not reviews and not near[word] and len(word) >= LONG
    ]
    near |= _alike(far, 2)
    return {
        word: _commonest(near[word], reviews * COMMONER)
        for word, reviews in doubtful.items()
    }


def _commonest(words: Mapping[str, int], least: int) -> str:
    """The word that stands in most reviews, and in so many at least; or none."""
    enough = [word for word, reviews in words.items() if reviews >= least]
    return min(enough, key=lambda word: (-words[word], word), default="")


def _alike(words: Collection[str], slips: int) -> dict[str, dict[str, int]]:
    """For each word those within so many slips, and in how many reviews each stands."""
    if not words:
        return {}
    has_one = Q()
    for word in words:
        has_one |= _has_piece(word, slips)
    rows = Word.objects.alias(length=Length("word"), **THIRDS).filter(has_one)
    found = dict(rows.values_list("word", "reviews"))
    near: dict[str, dict[str, int]] = {}
    for word in words:
        alike = extract_iter(word, [*found], scorer=OSA.distance, score_cutoff=slips)
        near[word] = {other: found[other] for other, *_ in alike}
    return near


def _has_piece(word: str, slips: int) -> Q:
    """The condition on words within so many slips of a word, and on few others.

    A third is as long as its word makes it, so each need not be paired with its length.
    """
    lengths: set[int] = set()
    by_third: defaultdict[str, set[str]] = defaultdict(set)
    for piece in _pieces(word, slips):
        lengths.add(piece.length)
        by_third[piece.third].add(piece.letters)
    has_one = Q()
    for third, letters in by_third.items():
        has_one |= Q(length__in=lengths, **{f"{third}__in": letters})
    return has_one


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
