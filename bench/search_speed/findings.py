"""What was measured, held against what was to be reached, and the table of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MIDDLE, LARGE = 10_000, 100_000
# Milliseconds of CPU.
PAGE = 15
TIMES_BARE = {"sqlite": 1.5, "postgresql": 1.0}
MOST = 150
SUGGESTION = {MIDDLE: 10, LARGE: 20}
TIMES_SMALLEST = 2
HEAD = (
    *("database", "reviews", "question", "ours, ms", "bare SQL, ms", "ratio"),
    *("difference", "to reach", "ok", "of which"),
)
TEXT_COLUMNS = {"database", "question", "ok", "of which"}


@dataclass(frozen=True)
class Finding:
    """What one thing cost in one database of one size.

    `bare` is the cost of the same in bare SQL; `parts` are of ours.
    """

    database: str
    reviews: int
    kind: str
    name: str
    ours: float
    bare: float | None = None
    parts: dict[str, float] = field(default_factory=dict)
    unit: str = "ms"
    note: str = ""

    @property
    def summary(self) -> str:
        """The cost in few words."""
        bare = "" if self.bare is None else f", bare {_number(self.bare)}"
        return f"{self.name}: {_number(self.ours)} {self.unit}{bare}"


@dataclass(frozen=True)
class Judged:
    """A finding, and what it was to be at most; None where nothing was asked."""

    finding: Finding
    limit: float | None

    @property
    def is_miss(self) -> bool:
        """Whether it is more."""
        return self.limit is not None and self.finding.ours > self.limit


def judged(findings: Iterable[Finding]) -> list[Judged]:
    """Each finding with its limit."""
    known = list(findings)
    return [Judged(finding, limit(finding, known)) for finding in known]


def limit(finding: Finding, others: Iterable[Finding]) -> float | None:
    """What a finding was to be at most."""
    if finding.kind == "suggestion":
        return SUGGESTION.get(finding.reviews)
    if finding.kind == "indexing":
        return _of_smallest(finding, others)
    if finding.kind != "search":
        return None
    if finding.reviews == MIDDLE and finding.bare is not None:
        return finding.bare * TIMES_BARE[finding.database] + PAGE
    return MOST if finding.reviews == LARGE else None


def _of_smallest(finding: Finding, others: Iterable[Finding]) -> float | None:
    same = [
        other
        for other in others
        if (other.database, other.name) == (finding.database, finding.name)
    ]
    smallest = min(same, key=lambda other: other.reviews)
    if finding.reviews != LARGE or smallest.reviews == LARGE:
        return None
    return smallest.ours * TIMES_SMALLEST


def table(findings: Iterable[Finding]) -> str:
    """All findings in Markdown."""
    lines = [HEAD, tuple("---" if name in TEXT_COLUMNS else "---:" for name in HEAD)]
    lines += [tuple(_cells(one)) for one in judged(findings)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cells(one: Judged) -> Iterator[str]:
    found = one.finding
    yield from (found.database, f"{found.reviews:,}", found.name)
    yield (
        _number(found.ours) if found.unit == "ms" else f"{found.ours:,.1f} {found.unit}"
    )
    yield from _beside(found)
    yield "" if one.limit is None else _number(one.limit)
    yield "" if one.limit is None else ("**missed**" if one.is_miss else "ok")
    parts = [f"{name} {_number(cost)}" for name, cost in found.parts.items()]
    yield ", ".join([*parts, *filter(None, [found.note])])


def _beside(found: Finding) -> Iterator[str]:
    if found.bare is None:
        yield from ("", "", "")
    else:
        yield _number(found.bare)
        yield f"{found.ours / found.bare:.1f}" if found.bare else ""
        yield _number(found.ours - found.bare)


def _number(value: float) -> str:
    return f"{value:,.1f}"
