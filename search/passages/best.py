"""Which passages of a review answer a query best."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from django.db import connection

from search.models import Passage
from search.models.passages import MOST
from search.passages import postgresql, sqlite
from search.passages.hits import Hit, segments, snippet, words_of
from search.passages.signs import Found, Marked, Sign
from search.passages.terms import Sought, Term, sought

DATABASES = {"postgresql": postgresql, "sqlite": sqlite}
# What a term in the heading, two terms near each other, and a claim add.
HEADING = 0.5
NEARNESS = 0.5
CLAIM = 1.2


@dataclass(slots=True)
class Candidate:
    """A passage and what tells for it, by number of the term."""

    kind: str
    signs: dict[Sign, set[int]] = field(default_factory=lambda: defaultdict(set))


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
    Of reviews without any, and where nothing at all is asked for, there are none.
    """
    asked = sought(terms)
    if asked:
        found = DATABASES[connection.vendor].find(asked, reviews)
        ranked = by_worth(narrowed(found, kind, verdicts))
    elif kind or verdicts:
        ranked = first_of(reviews, kind, verdicts)
    else:
        return {}
    passages = [key for keys in ranked.values() for key in keys[:most]]
    shown = {passage.passage: passage for passage in marked(asked, passages)}
    return {
        review: list(hits([shown[key] for key in keys[:most]], len(keys)))
        for review, keys in ranked.items()
    }


def narrowed(
    found: Iterable[Found], kind: str, verdicts: Sequence[str]
) -> Iterator[Found]:
    """What was found in passages of the kind and with one of the verdicts."""
    for one in found:
        if kind in ("", one.kind) and (not verdicts or one.verdict in verdicts):
            yield one


def by_worth(found: Iterable[Found]) -> dict[int, list[int]]:
    """The passages of each review, the best first."""
    reviews: dict[int, dict[int, Candidate]] = defaultdict(dict)
    for one in found:
        candidates = reviews[one.passage // MOST]
        candidate = candidates.setdefault(one.passage, Candidate(one.kind))
        candidate.signs[one.sign].add(one.term)
    return {review: ranked(candidates) for review, candidates in reviews.items()}


def ranked(candidates: dict[int, Candidate]) -> list[int]:
    """The passages of one review, the best first.

    A term that stands in most of them tells little of which is meant, however rare it
    is elsewhere.
    """
    often = Counter(
        term for candidate in candidates.values() for term in candidate.signs[Sign.TERM]
    )
    weights = {term: log(1 + len(candidates) / often[term]) for term in often}

    def worth(key: int) -> tuple[float, int]:
        return -value(candidates[key], weights), key

    return sorted(candidates, key=worth)


def value(candidate: Candidate, weights: dict[int, float]) -> float:
    """How well a passage answers."""
    signs = candidate.signs
    held = sum(weights[term] for term in signs[Sign.TERM])
    headed = sum(weights[term] for term in signs[Sign.HEADING])
    near = sum(min(weights[term], weights[term + 1]) for term in signs[Sign.NEAR])
    total = held + HEADING * headed + NEARNESS * near
    return total * CLAIM if candidate.kind == Passage.Kind.CLAIM else total


def first_of(
    reviews: Sequence[int], kind: str, verdicts: Sequence[str]
) -> dict[int, list[int]]:
    """The passages of the kind and with one of the verdicts, in their order."""
    passages = Passage.objects.filter(review__in=reviews).order_by("pk")
    if kind:
        passages = passages.filter(kind=kind)
    if verdicts:
        passages = passages.filter(verdict__in=verdicts)
    keys: dict[int, list[int]] = defaultdict(list)
    for key in passages.values_list("pk", flat=True):
        keys[key // MOST].append(key)
    return dict(keys)


def marked(terms: Sequence[Sought], passages: Sequence[int]) -> Iterable[Marked]:
    """These passages with the terms marked; without terms, as they are."""
    if terms:
        return DATABASES[connection.vendor].mark(terms, passages)
    fields = ("pk", "kind", "anchor", "verdict", "heading", "text")
    rows = Passage.objects.filter(pk__in=passages).values_list(*fields)
    return map(Marked._make, rows)


def hits(passages: Sequence[Marked], total: int) -> Iterator[Hit]:
    """The passages of one review as they are shown, of a total that was found."""
    for place, passage in enumerate(passages, start=1):
        yield Hit(
            review=passage.passage // MOST,
            kind=passage.kind,
            anchor=passage.anchor,
            verdict=passage.verdict,
            heading=segments(passage.heading),
            snippet=snippet(passage.text),
            words=words_of(f"{passage.heading} {passage.text}"),
            more=total - place,
        )
