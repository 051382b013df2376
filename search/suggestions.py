"""What somebody who begins to type may mean.

Names are looked up as ranges of an index, a few rows at a time, so that neither the
number of reviews nor how many share a name is felt.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from home.generations import once
from search.facets import Facets
from search.folding import key_of
from search.models import Facet, Suggestion
from search.names import Segment, begins_a_word, marked
from writing.models import ReviewPage, SeriesPage, WritingIndexPage

LONGEST, SHORTEST = 80, 2
MOST = 8
# In the order of the list, and how many of each when there is more than enough.
SHARES: dict[str, int] = {
    Suggestion.Kind.REVIEW: 2,
    Suggestion.Kind.PAPER: 2,
    Facet.Kind.TAG: 2,
    Facet.Kind.SERIES: 1,
    Suggestion.Kind.AUTHOR: 2,
    Suggestion.Kind.HEADING: 2,
}
# Sorts after every sign that a name may go on with.
LAST = "\U0010ffff"
# Names of a kind to choose from, rows read at a time, how often more are read, and
# names of a kind that are looked up.
ENOUGH, ROWS, READS, CHOSEN = 8, 16, 4, 4


@dataclass(frozen=True)
class Suggested:
    """A name that begins as was typed, what it is part of, and where it leads."""

    kind: str
    label: str
    of: str
    url: str
    segments: tuple[Segment, ...]


class Name(NamedTuple):
    """A name with what its address is made of."""

    kind: str
    label: str
    review: int = 0
    anchor: str = ""
    slug: str = ""
    is_shared: bool = False


def suggest(typed: str, request: HttpRequest | None = None) -> list[Suggested]:
    """The best few names with a word from which on they begin as was typed.

    When there are none, those for the last word alone.
    """
    whole = key_of(typed.strip()[:LONGEST])[:LONGEST]
    for prefix in dict.fromkeys([whole, whole.rpartition(" ")[2]]):
        if len(prefix) >= SHORTEST and (found := _suggested(prefix, request)):
            return found
    return []


def _suggested(prefix: str, request: HttpRequest | None) -> list[Suggested]:
    ranked = sorted(_named(prefix, request), key=lambda name: _rank(name, prefix))
    kinds = groupby(ranked, key=attrgetter("kind"))
    names = [name for _, ones in kinds for name in islice(ones, CHOSEN)]
    found = [
        Suggested(name.kind, name.label, of, url, marked(name.label, prefix))
        for name, of, url in Addresses(names, request)
    ]
    return _mixed(found)


def _named(prefix: str, request: HttpRequest | None) -> Iterator[Name]:
    yield from _faceted(prefix, request)
    for kind in Suggestion.Kind.values:
        yield from _begun(kind, prefix)


def _rank(name: Name, prefix: str) -> tuple[int, bool, int, str]:
    """By kind; then what begins with the prefix itself; then what is shorter."""
    is_inside = not key_of(name.label).startswith(prefix)
    return [*SHARES].index(name.kind), is_inside, len(name.label), name.label


def _begun(kind: str, prefix: str) -> list[Name]:
    """Names of a kind that begin with the prefix.

    A name has a row for each review. When one fills all rows that were read, reading
    goes on after its key; another name with the very same key is then passed over.
    """
    rows = (
        Suggestion.objects.filter(kind=kind, key__lt=prefix + LAST)
        .order_by("key")
        .values_list("key", "text", "review_id", "anchor")
    )
    # One lower bound at a time: SQLite would begin at the first of two.
    ahead = rows.filter(key__gte=prefix)
    names: dict[str, Name] = {}
    for _ in range(READS):
        read = list(ahead[:ROWS])
        for _key, text, review, anchor in read:
            known = names.setdefault(text, Name(kind, text, review, anchor))
            if known.review != review:
                names[text] = known._replace(is_shared=True)
        if len(read) < ROWS or len(names) >= ENOUGH:
            break
        ahead = rows.filter(key__gt=read[-1][0])
    return list(names.values())


def _faceted(prefix: str, request: HttpRequest | None) -> Iterator[Name]:
    """Tags and series, of which there are so few that all are looked at."""
    facets = Facets.of(request)
    for kind in (Facet.Kind.TAG, Facet.Kind.SERIES):
        for slug, member in facets.values[kind].items():
            if begins_a_word(key_of(member.label), prefix):
                yield Name(kind, member.label, slug=slug)


class Addresses:
    """The names that lead to something public, each with what it is of and its address.

    What the tables hold is public, but what is public is asked again.
    """

    def __init__(self, names: list[Name], request: HttpRequest | None) -> None:
        self.names = names
        self.request = request
        keys = {name.review for name in names if name.review}
        reviews = ReviewPage.objects.published().only("title", "url_path")
        self.reviews = reviews.in_bulk(keys) if keys else {}
        self.series = self._series()
        self.tags = self._tags()

    def __iter__(self) -> Iterator[tuple[Name, str, str]]:
        for name in self.names:
            if name.review and name.review not in self.reviews:
                continue
            if url := self._url(name):
                is_part = name.kind == Suggestion.Kind.HEADING and not name.is_shared
                of = self.reviews[name.review].title if is_part else ""
                yield name, of, url

    def _url(self, name: Name) -> str:
        if name.kind == Facet.Kind.TAG:
            return f"{self.tags}tags/{name.slug}/" if self.tags else ""
        if name.kind == Facet.Kind.SERIES:
            return self.series.get(name.slug, "")
        if name.kind == Suggestion.Kind.AUTHOR:
            return _search(f"author:{_quoted(name.label)}")
        if name.is_shared:
            return _search(_quoted(name.label))
        url = self.reviews[name.review].get_url(self.request) or ""
        return f"{url}#{name.anchor}" if name.anchor else url

    def _series(self) -> dict[str, str]:
        slugs = [name.slug for name in self.names if name.kind == Facet.Kind.SERIES]
        if not slugs:
            return {}
        pages = SeriesPage.objects.published().filter(slug__in=slugs)
        return {page.slug: page.get_url(self.request) or "" for page in pages}

    def _tags(self) -> str:
        """The address below which tags have their pages."""
        if not any(name.kind == Facet.Kind.TAG for name in self.names):
            return ""
        return once(self.request, "tags' address", self._above_tags)

    def _above_tags(self) -> str:
        page = WritingIndexPage.objects.live().public().first()
        return (page and page.get_url(self.request)) or ""


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', " "))


def _search(query: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': query})}"


def _mixed(found: Iterable[Suggested]) -> list[Suggested]:
    """A share of each kind, then more of the best kinds; no address twice."""
    by_address: dict[str, Suggested] = {}
    for one in found:
        by_address.setdefault(one.url, one)
    seen: Counter[str] = Counter()
    within: list[Suggested] = []
    beyond: list[Suggested] = []
    for one in by_address.values():
        seen[one.kind] += 1
        (within if seen[one.kind] <= SHARES[one.kind] else beyond).append(one)
    chosen = [*within[:MOST], *beyond[: max(0, MOST - len(within))]]
    return sorted(chosen, key=[*by_address.values()].index)
