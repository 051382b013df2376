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


class Match:
    """The reviews in which a query holds, drafts and restricted ones included."""

    def __init__(self, query: SearchQuery, fields: list[str] | None = None) -> None:
        self.query = query
        self.fields = fields
        self.results: Any = ReviewPage.objects.all().search(query, fields=fields)

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

    def ranked(self, wanted: int) -> list[int]:
        """Those of a set that can be ranked, the best first; perhaps not all of them.

        When the words stand nearly everywhere, those are that have them in the title.
        """
        match = self if self.is_rankable or self.fields else self._telling
        return picked(match.results.ranked_keys(), wanted) if match.is_rankable else []

    @cached_property
    def _telling(self) -> "Match":
        return Match(self.query, TELLING)
