"""Which reviews have some words, and which of them first."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from wagtail.search.query import And, Not, Or, Phrase, PlainText, SearchQuery

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
        """Their keys, in no order; of a phrase in too many, those of titles alone."""
        if self.in_titles_alone:
            return self._telling.keys
        if self._in_order is not None:
            return self._in_order
        keys: Sequence[int] = self.results.matched_keys()
        return keys

    @cached_property
    def candidates(self) -> int:
        """How many have the words of its phrases anywhere: they are looked into."""
        return len(Match(loosened(self.query)).keys if self._has_phrase else self.keys)

    @cached_property
    def in_titles_alone(self) -> bool:
        """Whether its phrases may stand in too many for all of these to be read."""
        if self.fields or not self._has_phrase:
            return False
        return self.candidates > self.results.backend.most_phrased

    @cached_property
    def _has_phrase(self) -> bool:
        return has_phrase(self.query)

    @cached_property
    def _in_order(self) -> Sequence[int] | None:
        """Their keys, the best first, if ranking them would cost a second reading."""
        if self.fields or not self._has_phrase:
            return None
        if self.candidates > self.results.backend.most_ranked:
            return None
        ranked: Sequence[int] = self.results.ranked_keys()
        return ranked

    @cached_property
    def reviews(self) -> int:
        """Their keys as a set."""
        return set_of(self.keys)

    @property
    def is_rankable(self) -> bool:
        """Whether they are few enough for each to be weighed."""
        most: int = self.results.backend.most_ranked
        return not self.in_titles_alone and len(self.keys) <= most

    @property
    def can_be_placed(self) -> bool:
        """Whether they are few enough to be told apart by where the words stand."""
        most: int = self.results.backend.most_placed
        return self.candidates <= most

    def best(self, wanted: int, most: int) -> list[int]:
        """The first of a set that can be ranked, the best first, `most` or more.

        When the words stand nearly everywhere, those can be that have them in the
        title: then there may be fewer, as there may in a small set.
        """
        match = self if self.is_rankable or self.fields else self._telling
        return match._first(wanted, most) if match.is_rankable else []

    def _first(self, wanted: int, most: int) -> list[int]:
        if self._in_order is not None:
            return picked(self._in_order, wanted)
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


def has_phrase(query: SearchQuery) -> bool:
    """Whether the places of words decide somewhere in a query."""
    if isinstance(query, Phrase):
        return True
    parts = [query.subquery] if isinstance(query, Not) else []
    parts += query.subqueries if isinstance(query, And | Or) else []
    return any(has_phrase(part) for part in parts)


def loosened(query: SearchQuery) -> SearchQuery:
    """The query with the words of its phrases anywhere.

    What it excludes is left out: that is looked for in what has the rest.
    """
    if isinstance(query, Phrase):
        return PlainText(query.query_string, operator="and")
    if isinstance(query, And | Or):
        kept = [one for one in query.subqueries if not isinstance(one, Not)]
        return type(query)([loosened(one) for one in kept])
    return query
