"""What a question may be narrowed by: `tag:logs`, `year:2023..2025`."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from search.language.signs import QUOTES, cut, readable, words_of
from writing.bibliography.identifiers import arxiv_id
from writing.verdicts import Verdict

LONGEST_VALUE = 100
# What a verdict may be shortened to.
SHORTEST_VERDICT = 3
YEARS = re.compile(r"([12]\d{3})?(?:(\.{2,3}|[-–—])([12]\d{3})?)?", re.ASCII)


@dataclass(frozen=True)
class Filter:
    """One value that results must have, or must not have if negated.

    Years are a year or a range with `..`, verdicts those of `Verdict`, arXiv numbers
    bare; all else is as it was typed, to be compared by `slug`.
    """

    kind: str
    value: str
    negated: bool = False

    @property
    def slug(self) -> str:
        """The value as in an address; equal for what is meant to be equal."""
        return slugify(self.value, allow_unicode=True) or self.value.casefold()

    @property
    def years(self) -> tuple[int | None, int | None]:
        """The first and the last year of a filter by year, where there is one."""
        first, dots, last = self.value.partition("..")
        until = last if dots else first
        return (int(first) if first else None, int(until) if until else None)

    @property
    def text(self) -> str:
        """The filter as it is typed."""
        value = f'"{self.value}"' if " " in self.value else self.value
        return f"{'-' if self.negated else ''}{self.kind}:{value}"

    def matches(self, other: "Filter") -> bool:
        """Whether both ask for the same."""
        mine, theirs = (
            (one.kind, one.value if one.kind in SENSES else one.slug, one.negated)
            for one in (self, other)
        )
        return mine == theirs


def years(text: str) -> str:
    """A year, or a range of years in their order; empty if it is neither."""
    match = YEARS.fullmatch(text.replace(" ", ""))
    if not match or not (match[1] or match[3]):
        return ""
    first, dots, last = match[1] or "", match[2], match[3] or ""
    if not dots:
        return first
    if first and last:
        first, last = sorted((first, last))
    return f"{first}..{last}"


def verdict(text: str) -> str:
    """The verdict that a value, a label or the beginning of either names, if any."""
    typed = slugify(text)
    names = {name: one for one in Verdict for name in (one.value, slugify(one.label))}
    if typed in names:
        return names[typed].value
    if len(typed) < SHORTEST_VERDICT:
        return ""
    begun = (one.value for name, one in names.items() if name.startswith(typed))
    return next(begun, "")


def arxiv(text: str) -> str:
    """The bare arXiv number in a number or an address, if there is one."""
    return arxiv_id(text) or ""


def named(text: str) -> str:
    """A name as it was typed, on one line; empty if there is no word in it."""
    name = cut(" ".join(text.split()), LONGEST_VALUE)
    return name if words_of(name) else ""


SENSES: dict[str, Callable[[str], str]] = {
    "year": years,
    "verdict": verdict,
    "arxiv": arxiv,
}
KINDS = ("tag", "author", "venue", "year", "verdict", "arxiv", "series")
KEY = re.compile(rf"({'|'.join(KINDS)}):", re.IGNORECASE)


def filter_of(kind: str, typed: str, *, negated: bool = False) -> Filter | None:
    """The filter of this kind by what was typed, unless that makes no sense."""
    text = readable(typed).translate(QUOTES).replace('"', " ")
    value = SENSES.get(kind, named)(text)
    return Filter(kind, value, negated) if value else None


def filter_in(text: str) -> Filter | None:
    """The filter that a text of the form `kind:value` is."""
    key = KEY.match(text)
    return filter_of(key[1].lower(), text[key.end() :]) if key else None


def distinct(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """The filters, each once."""
    kept: list[Filter] = []
    for one in filters:
        if not any(one.matches(other) for other in kept):
            kept.append(one)
    return tuple(kept)
