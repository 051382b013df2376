"""Which reviews have some words, and which of them first."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from wagtail.search.query import SearchQuery

from search.models import Passage
from search.sets import picked, set_of
from writing.models import ReviewPage

# Where words may stand, by the kind of passage that is looked for.
FIELDS: dict[str, list[str]] = {
    Passage.Kind.CLAIM: ["claim_text"],
    Passage.Kind.SECTION: ["title", "dek", "bottom_line", "text"],
}
# What words that stand nearly everywhere are ranked by.
TELLING = ["title"]
# The best of a set are looked for among a few more than the best of all; if they are
# not there, among so many times as many.
SPARE, FURTHER = 10, 8


class Match:
    """The reviews in which a query holds, drafts and restricted ones included."""

    def __init__(self, query: SearchQuery, fields: list[str] | None = None) -> None:
        self.query = query
        self.fields = fields
        self._within: dict[str, Match] = {}
        self.results: Any = ReviewPage.objects.all().search(query, fields=fields)

    def within(self, kind: str) -> "Match":
        """Where it holds in the fields of one kind of passage."""
        if kind not in self._within:
            self._within[kind] = Match(self.query, FIELDS[kind])
        return self._within[kind]

    @cached_property
    def keys(self) -> Sequence[int]:
        """Their keys, in no order."""
        keys: Sequence[int] = self.results.matched_keys()
        return keys

    @cached_property
    def reviews(self) -> int:
        """Their keys as a set."""
        return set_of(self.keys)

    @property
    def is_rankable(self) -> bool:
        """Whether they are few enough for each to be weighed."""
        return len(self.keys) <= self.results.backend.most_ranked

    @property
    def can_be_placed(self) -> bool:
        """Whether they are few enough to be told apart by where the words stand."""
        return len(self.keys) <= self.results.backend.most_placed

    def best(self, wanted: int, most: int) -> list[int]:
        """The first of a set that can be ranked, the best first, `most` or more.

        When the words stand nearly everywhere, those can be that have them in the
        title: then there may be fewer, as there may in a small set.
        """
        match = self if self.is_rankable or self.fields else self._telling
        return match._first(wanted, most) if match.is_rankable else []

    def _first(self, wanted: int, most: int) -> list[int]:
        limit = self._enough(wanted, most)
        while True:
            keys = self.results.ranked_keys(limit)
            found = picked(keys, wanted)
            if len(found) >= most or len(keys) < limit:
                return found
            limit *= FURTHER

    def _enough(self, wanted: int, most: int) -> int:
        """How many of the best are likely to have so many of a set among them."""
        inside = (self.reviews & wanted).bit_count()
        return SPARE + most * 2 * len(self.keys) // max(1, inside)

    @cached_property
    def _telling(self) -> "Match":
        return Match(self.query, TELLING)
