"""What answers a question: public reviews, narrowed and put in order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from search.facets import Facets, Group, Value
from search.language import NEWEST, Asked, Filter
from search.matching import FIELDS, Match
from search.models import Passage
from search.ordering import Ordered

Expand = Callable[[str], Sequence[str]]
# When fewer reviews have all the words, those with some of them are looked at too.
TOO_FEW = 5


@dataclass(frozen=True)
class Found:
    """Reviews by their keys, and what they may be narrowed by."""

    reviews: Ordered = field(default_factory=Ordered)
    groups: list[Group] = field(default_factory=list)
    # How many have all the words, when others have only some.
    with_all: int | None = None
    # Whether a phrase was looked for in titles only, as its words stand everywhere.
    in_titles_alone: bool = False
    # What the filters are called.
    labels: dict[Filter, str] = field(default_factory=dict)


class Search:
    """A question, and the index as it is now."""

    def __init__(self, asked: Asked, expand: Expand, facets: Facets) -> None:
        self.asked = asked
        self.expand = expand
        self.facets = facets

    @cached_property
    def strict(self) -> int:
        """How many reviews have all the words, where they must stand, and pass.

        Looks up no more than the answer does.
        """
        match = self._all_words
        reviews = self._public([self._placed(match)]) if match else 0
        return self.facets.narrowed(reviews, self.asked.filters).bit_count()

    @cached_property
    def _all_words(self) -> Match | None:
        query = self.asked.question.all_words(self.expand)
        return None if query is None else Match(query)

    def found(self) -> Found:
        """The answer; every review once, and none that is not public."""
        if self._all_words is None:
            return self._without_words()
        matches = [self._all_words]
        if self._public(matches).bit_count() < TOO_FEW:
            matches += self._relaxed()
        every = self._public(matches)
        place = self._placed(matches[-1])
        reviews = every & place.reviews if self.asked.kind else every
        narrowed = self.facets.narrowed(reviews, self.asked.filters)
        return Found(
            self._ordered(place, narrowed),
            [*self._kinds(matches[-1], every), *self._groups(reviews)],
            self._with_all(matches, narrowed),
            matches[0].in_titles_alone,
            self._labels(),
        )

    def _relaxed(self) -> list[Match]:
        """Where some of the words stand."""
        query = self.asked.question.any_words(self.expand)
        return [] if query is None else [Match(query)]

    def _without_words(self) -> Found:
        """All that passes the filters and has nothing unwanted, the newest first."""
        unwanted = self.asked.question.unwanted()
        if unwanted is None and not self.asked.filters:
            return Found()
        reviews = self.facets.public
        if unwanted is not None:
            reviews &= ~Match(unwanted).reviews
        narrowed = self.facets.narrowed(reviews, self.asked.filters)
        return Found(Ordered(narrowed), self._groups(reviews), labels=self._labels())

    def _public(self, matches: list[Match]) -> int:
        reviews = 0
        for match in matches:
            reviews |= match.reviews
        return reviews & self.facets.public

    def _ordered(self, match: Match, wanted: int) -> Ordered:
        # The words weigh what they are worth, whether a review has all or some.
        return Ordered(wanted, None if self.asked.order == NEWEST else match)

    def _with_all(self, matches: list[Match], narrowed: int) -> int | None:
        if len(matches) == 1 or matches[0].reviews == matches[1].reviews:
            return None
        return (matches[0].reviews & narrowed).bit_count()

    def _labels(self) -> dict[Filter, str]:
        return {each: self.facets.label_of(each) for each in self.asked.filters}

    def _groups(self, reviews: int) -> list[Group]:
        return self.facets.groups(reviews, self.asked.filters)

    def _placed(self, match: Match) -> Match:
        """Where it holds in the kind of passage that is asked for."""
        return match.within(self.asked.kind) if self.asked.kind else match

    def _kinds(self, match: Match, every: int) -> Iterator[Group]:
        """In how many of all that match the words stand in a claim, and in the text.

        Of words that stand in many, too many texts would have to be looked into.
        """
        if not match.can_be_placed and not self.asked.kind:
            return
        values = []
        for kind in FIELDS:
            reviews = match.within(kind).reviews & every
            count = self.facets.narrowed(reviews, self.asked.filters).bit_count()
            label = str(Passage.Kind(kind).label)
            values.append(Value("kind", kind, label, count, kind == self.asked.kind))
        yield Group("kind", "Where the words stand", values)
