"""Which passages of a review answer a query best."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from search.models import Passage
from search.models.passages import MOST
from search.passages.hits import Hit, distinct, segments, snippet, words_of
from search.passages.matching import Match, matches, neighbours
from search.passages.terms import Term, sought

# What a term in the heading, two terms near each other, and a claim add.
HEADING = 0.5
NEARNESS = 0.5
CLAIM = 1.2
FIELDS = ("pk", "kind", "anchor", "verdict", "heading", "text")


@dataclass(frozen=True)
class Candidate:
    """A passage, and what was found in its heading and its text."""

    key: int
    kind: str
    anchor: str
    verdict: str
    heading: str
    text: str
    in_heading: Sequence[Match]
    in_text: Sequence[Match]

    @cached_property
    def terms(self) -> set[int]:
        return {match.term for match in (*self.in_heading, *self.in_text)}


def best_passages(
    terms: Sequence[Term],
    reviews: Sequence[int],
    *,
    kind: str = "",
    verdicts: Sequence[str] = (),
    most: int = 3,
) -> dict[int, list[Hit]]:
    """The best passages of each of a few reviews; without terms, its first.

    A passage that holds some of the terms counts, less than one that holds them all.
    Of a review without any, and where nothing at all is asked for, there are none.
    """
    if not (asked := sought(terms)) and not kind and not verdicts:
        return {}
    rows = list(passages(reviews, kind, verdicts))
    texts = [text for *_, heading, body in rows for text in (heading, body)]
    found = matches(asked, texts) if asked else [[]] * len(texts)
    by_review: dict[int, list[Candidate]] = defaultdict(list)
    for row, in_heading, in_text in zip(rows, found[::2], found[1::2], strict=True):
        if in_heading or in_text or not asked:
            candidate = Candidate(*row, in_heading, in_text)
            by_review[candidate.key // MOST].append(candidate)
    return {
        review: list(hits(ranked(candidates), most))
        for review, candidates in by_review.items()
    }


def passages(
    reviews: Sequence[int], kind: str, verdicts: Sequence[str]
) -> Iterator[tuple[int, str, str, str, str, str]]:
    """The passages of the kind and with one of the verdicts, in their order."""
    kept = Passage.objects.filter(review__in=reviews).order_by("pk")
    if kind:
        kept = kept.filter(kind=kind)
    if verdicts:
        kept = kept.filter(verdict__in=verdicts)
    yield from kept.values_list(*FIELDS)


def ranked(candidates: list[Candidate]) -> list[Candidate]:
    """The passages of one review, the best first.

    A term that stands in most of them tells little of which is meant, however rare it
    is elsewhere.
    """
    often = Counter(term for candidate in candidates for term in candidate.terms)
    weights = {term: log(1 + len(candidates) / often[term]) for term in often}
    return sorted(candidates, key=lambda candidate: -worth(candidate, weights))


def worth(candidate: Candidate, weights: dict[int, float]) -> float:
    """How well a passage answers."""
    headed = {match.term for match in candidate.in_heading}
    pairs = neighbours(candidate.in_heading, candidate.heading)
    pairs |= neighbours(candidate.in_text, candidate.text)
    total = (
        sum(weights[term] for term in candidate.terms)
        + HEADING * sum(weights[term] for term in headed)
        + NEARNESS * sum(min(weights[one], weights[other]) for one, other in pairs)
    )
    return total * CLAIM if candidate.kind == Passage.Kind.CLAIM else total


def hits(candidates: Sequence[Candidate], most: int) -> Iterator[Hit]:
    """The first passages of one review, as they are shown."""
    for place, passage in enumerate(candidates[:most], start=1):
        words = [
            *words_of(passage.heading, passage.in_heading),
            *words_of(passage.text, passage.in_text),
        ]
        yield Hit(
            review=passage.key // MOST,
            kind=passage.kind,
            anchor=passage.anchor,
            verdict=passage.verdict,
            heading=segments(passage.heading, passage.in_heading),
            snippet=snippet(passage.text, passage.in_text),
            words=distinct(words),
            more=len(candidates) - place,
        )
