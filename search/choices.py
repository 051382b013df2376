"""The links that narrow results, widen them again, and order them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from search.facets import Group, Value
from search.finding import Found
from search.language import NEWEST, Asked, Filter
from search.models import Facet, Passage

MARK = '<svg class="g g-{0} on" aria-hidden="true"><use href="#g-{0}"/></svg>'


@dataclass(frozen=True)
class Choice:
    """A value to narrow by; without an address when it leads nowhere."""

    value: Value
    url: str

    @property
    def mark(self) -> SafeString:
        """The sign of a verdict; nothing for all else."""
        is_verdict = self.value.kind == Facet.Kind.VERDICT
        return format_html(MARK, self.value.value) if is_verdict else SafeString()


@dataclass(frozen=True)
class Choices:
    """The choices of one kind."""

    kind: str
    heading: str
    values: list[Choice]


@dataclass(frozen=True)
class Applied:
    """What narrows the results now, and the address without it."""

    label: str
    url: str


def choices(asked: Asked, groups: list[Group]) -> list[Choices]:
    """Every value with the address that choosing it, or letting it go, leads to."""
    return [
        Choices(
            group.kind,
            group.heading,
            [Choice(value, _url(asked, value)) for value in group.values],
        )
        for group in groups
    ]


def _url(asked: Asked, value: Value) -> str:
    if value.kind == "kind":
        chosen = "" if value.is_applied else value.value
        return asked.of_kind(chosen) if value.count or value.is_applied else ""
    each = Filter(value.kind, value.value)
    if value.is_applied:
        return asked.without_filter(each)
    return asked.with_filter(each) if value.count else ""


def applied(asked: Asked, found: Found) -> Iterator[Applied]:
    """What is on, each with a way to take it off."""
    if asked.kind:
        yield Applied(str(Passage.Kind(asked.kind).label), asked.of_kind(""))
    for each in asked.filters:
        label = found.labels[each]
        named = f"not {label}" if each.negated else label
        yield Applied(named, asked.without_filter(each))


def other_order(asked: Asked) -> Applied | None:
    """The order that results do not have now; none without words to rank by."""
    if not asked.question.terms:
        return None
    if asked.order == NEWEST:
        return Applied("Best first", asked.in_order(""))
    return Applied("Newest first", asked.in_order(NEWEST))
