"""What results may be narrowed by, and how many of them have it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Self

from django.http import HttpRequest
from django.utils.text import slugify

from home.generations import for_all_hosts, once
from search.folding import key_of
from search.language import Filter
from search.models import Facet, Suggestion
from search.sets import set_of, unpacked
from writing.models import ReviewPage
from writing.verdicts import Verdict

Kind = Facet.Kind
# In the order of the page.
HEADINGS = {
    Kind.VERDICT: "Verdict",
    Kind.TAG: "Tag",
    Kind.VENUE: "Venue",
    Kind.YEAR: "Year of the paper",
    Kind.SERIES: "Series",
}
# A review has one of these: two that are asked for widen, where two tags narrow.
ANY_OF = {Kind.VENUE, Kind.YEAR}
# Of one kind; what is applied is always shown.
MOST_SHOWN = 8
LAST_SIGN = "\U0010ffff"


@dataclass(frozen=True)
class Value:
    """A value with how many results there are of it, beside what else is asked."""

    kind: str
    value: str
    label: str
    count: int
    is_applied: bool = False


@dataclass(frozen=True)
class Group:
    """The values of one kind, those with most results first."""

    kind: str
    heading: str
    values: list[Value]


@dataclass(frozen=True)
class Member:
    """A value's name, and the reviews that have it as a set."""

    label: str
    reviews: int


class Facets:
    """Every value that public reviews have, read in one query."""

    def __init__(
        self, rows: Iterable[tuple[str, str, str, bytes | memoryview]]
    ) -> None:
        self.values: dict[str, dict[str, Member]] = {kind: {} for kind in Kind.values}
        for kind, value, label, members in rows:
            self.values[kind][value] = Member(label, unpacked(members))

    @classmethod
    def of(cls, request: HttpRequest | None) -> "Facets":
        """As the index has them, read once for each generation."""
        return once(request, "facets", cls.stored, for_all_hosts)

    @classmethod
    def stored(cls) -> Self:
        """As the index has them now."""
        rows = Facet.objects.values_list("kind", "value", "label", "members")
        return cls(rows.order_by("pk"))

    @property
    def public(self) -> int:
        """The reviews that anyone may read."""
        return self._union(self.values[Kind.PUBLIC].values())

    def narrowed(self, reviews: int, filters: Sequence[Filter], but: str = "") -> int:
        """The reviews that pass all filters, but for those of one kind."""
        for kind, sets in self._by_kind(filters).items():
            if kind != but:
                reviews &= reduce(or_ if kind in ANY_OF else and_, sets)
        for each in filters:
            if each.negated:
                reviews &= ~self.reviews_of(each)
        return reviews

    def _by_kind(self, filters: Iterable[Filter]) -> dict[str, list[int]]:
        sets: dict[str, list[int]] = {}
        for each in filters:
            if not each.negated:
                sets.setdefault(each.kind, []).append(self.reviews_of(each))
        return sets

    def groups(self, reviews: int, filters: Sequence[Filter]) -> list[Group]:
        """The values that results may be narrowed by, with counts.

        A count is the number of results that choosing the value leaves, or, of a kind
        where choices widen, that it brings.
        """
        found = []
        for kind, heading in HEADINGS.items():
            base = self.narrowed(reviews, filters, but=kind if kind in ANY_OF else "")
            if values := self._counted(kind, base, filters):
                found.append(Group(kind, heading, values))
        return found

    def _counted(
        self, kind: str, reviews: int, filters: Sequence[Filter]
    ) -> list[Value]:
        applied = {each.slug for each in filters if each.kind == kind}
        values = [
            Value(
                kind,
                value,
                member.label,
                (member.reviews & reviews).bit_count(),
                value in applied,
            )
            for value, member in self.values[kind].items()
        ]
        if kind == Kind.VERDICT:
            return self._on_scale(values)
        some = [value for value in values if value.count or value.is_applied]
        some.sort(key=lambda value: (-value.is_applied, -value.count, value.label))
        shown = some[: max(MOST_SHOWN, len(applied))]
        if kind == Kind.YEAR:
            shown.sort(key=lambda value: value.value, reverse=True)
        return shown

    def _on_scale(self, values: list[Value]) -> list[Value]:
        """All five verdicts in their order, also those that no result has."""
        known = {value.value: value for value in values}
        return [
            known.get(step.value) or Value(Kind.VERDICT, step.value, step.label, 0)
            for step in Verdict
        ]

    def reviews_of(self, each: Filter) -> int:
        """The public reviews that one filter asks for, as a set."""
        if each.kind == "author":
            return set_of(_by_author(each.value)) & self.public
        if each.kind == "arxiv":
            papers = ReviewPage.objects.filter(paper__arxiv_id=each.value)
            return set_of(papers.values_list("pk", flat=True)) & self.public
        if each.kind == Kind.YEAR:
            return self._union(self._in_years(*each.years))
        return self._union(self._called(each.kind, each.slug))

    def label_of(self, each: Filter) -> str:
        """A filter's value as it is printed."""
        known = self.values.get(each.kind, {}).get(each.slug)
        return known.label if known else each.value

    def _called(self, kind: str, wanted: str) -> Iterator[Member]:
        """The value of that address; else those whose name begins like it."""
        known = self.values.get(kind, {})
        if wanted in known:
            yield known[wanted]
            return
        for slug, member in known.items():
            name = slugify(member.label, allow_unicode=True)
            if slug.startswith(wanted) or name.startswith(wanted):
                yield member

    def _in_years(self, first: int | None, last: int | None) -> Iterator[Member]:
        for year, member in self.values[Kind.YEAR].items():
            if (first or 0) <= int(year) <= (last or int(year)):
                yield member

    @staticmethod
    def _union(members: Iterable[Member]) -> int:
        return reduce(or_, (member.reviews for member in members), 0)


def _by_author(name: str) -> list[int]:
    """Reviews of papers by somebody whose name has a word that begins so."""
    begun = key_of(name)
    rows = Suggestion.objects.filter(
        kind=Suggestion.Kind.AUTHOR, key__gte=begun, key__lt=begun + LAST_SIGN
    )
    return list(rows.values_list("review_id", flat=True).order_by())
