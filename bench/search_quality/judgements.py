"""The judged queries, and the gains of what an engine answers to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import yaml

from bench.search_quality.measures import TOP_GRADE, ndcg, success

QUERIES = Path(__file__).parents[2] / "tests/search/judged/queries.yaml"
GRADES = range(1, TOP_GRADE + 1)
# As many passages as a result shows of its review.
PASSAGES_SHOWN = 3


class Answer(NamedTuple):
    """Slugs and `slug#anchor`s, best first; an engine may know no passages."""

    reviews: list[str]
    passages: list[str] | None = None


class Score(NamedTuple):
    """Of one query, or the mean of several."""

    ndcg: float
    success: float


class Judged(NamedTuple):
    """A query, and the grade of each review and passage that was judged."""

    ask: str
    kind: str
    grades: dict[str, int]

    @property
    def reviews(self) -> dict[str, int]:
        """The best grade of each review, by its slug."""
        best: dict[str, int] = {}
        for place, grade in self.grades.items():
            slug = slug_of(place)
            best[slug] = max(grade, best.get(slug, 0))
        return best

    @property
    def passages(self) -> dict[str, int]:
        """The grade of each passage; none where no passage is what one looks for."""
        passages = {one: grade for one, grade in self.grades.items() if "#" in one}
        return passages if TOP_GRADE in passages.values() else {}

    def score_reviews(self, answer: Answer) -> Score:
        """How well the reviews were ranked."""
        grades = self.reviews
        gains = [grades.get(slug, 0) for slug in dict.fromkeys(answer.reviews)]
        return Score(ndcg(gains, grades.values()), success(gains))

    def score_passages(self, answer: Answer) -> Score | None:
        """How well the passages were, in the order in which they are read."""
        grades = self.passages
        if not grades or answer.passages is None:
            return None
        gains = [grades.get(place, 0) for place in as_shown(answer.passages)]
        by_grade = sorted(grades, key=lambda place: -grades[place])
        best = [grades[place] for place in as_shown(by_grade)]
        return Score(ndcg(gains, best), success(gains))


def judged_queries() -> list[Judged]:
    """All of them, in the order of their file."""
    entries = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return [
        Judged(entry["ask"], entry["kind"], dict(graded(entry))) for entry in entries
    ]


def graded(entry: dict[int, list[str]]) -> Iterable[tuple[str, int]]:
    """Each place that an entry names, with its grade."""
    for grade in GRADES:
        yield from ((place, grade) for place in entry.get(grade, []))


def as_shown(places: Iterable[str]) -> list[str]:
    """Each passage once, and of a review no more than a result shows."""
    shown: list[str] = []
    counts: Counter[str] = Counter()
    for place in dict.fromkeys(places):
        counts[slug_of(place)] += 1
        if counts[slug_of(place)] <= PASSAGES_SHOWN:
            shown.append(place)
    return shown


def slug_of(place: str) -> str:
    """The review of a `slug#anchor`."""
    return place.partition("#")[0]


def mean(scores: Iterable[Score | None]) -> Score | None:
    """Of those that there are."""
    known = [score for score in scores if score is not None]
    if not known:
        return None
    return Score(*(sum(column) / len(known) for column in zip(*known, strict=True)))
