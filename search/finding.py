"""What answers a question: public reviews, narrowed and put in order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from search.facets import Facets, Group, Value
from search.language import NEWEST, Asked, Filter
from search.matching import FIELDS, Match
from search.models import Passage
from search.ordering import Ordered
from search.sets import set_of

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
    # What the filters are called.
    labels: dict[Filter, str] = field(default_factory=dict)

    @property
    def strict(self) -> int:
        """How many reviews have all the words."""
        return len(self.reviews) if self.with_all is None else self.with_all


class Search:
    """A question, and the index as it is now."""

    def __init__(self, asked: Asked, expand: Expand, facets: Facets) -> None:
        self.asked = asked
        self.expand = expand
        self.facets = facets
        self.fields = FIELDS.get(asked.kind)

    def found(self) -> Found:
        """The answer; every review once, and none that is not public."""
        query = self.asked.question.all_words(self.expand)
        if query is None:
            return self._without_words()
        matches = [Match(query)]
        if self._public(matches).bit_count() < TOO_FEW:
            matches += self._relaxed()
        every = self._public(matches)
        place = Match(matches[-1].query, self.fields) if self.fields else matches[-1]
        reviews = every & place.reviews if self.fields else every
        narrowed = self.facets.narrowed(reviews, self.asked.filters)
        return Found(
            self._ordered(place, narrowed),
            [*self._kinds(matches[-1], place, every), *self._groups(reviews)],
            self._strict(matches, narrowed),
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
        return Found(
            Ordered(others=narrowed), self._groups(reviews), labels=self._labels()
        )

    def _public(self, matches: list[Match]) -> int:
        reviews = 0
        for match in matches:
            reviews |= match.reviews
        return reviews & self.facets.public

    def _ordered(self, match: Match, wanted: int) -> Ordered:
        if self.asked.order == NEWEST:
            return Ordered(others=wanted)
        # The words weigh what they are worth, whether a review has all or some.
        ranked = match.ranked(wanted)
        return Ordered(ranked, wanted & ~set_of(ranked))

    def _strict(self, matches: list[Match], narrowed: int) -> int | None:
        if len(matches) == 1 or matches[0].reviews == matches[1].reviews:
            return None
        return (matches[0].reviews & narrowed).bit_count()

    def _labels(self) -> dict[Filter, str]:
        return {each: self.facets.label_of(each) for each in self.asked.filters}

    def _groups(self, reviews: int) -> list[Group]:
        return self.facets.groups(reviews, self.asked.filters)

    def _kinds(self, match: Match, place: Match, every: int) -> Iterator[Group]:
        """In how many of all that match the words stand in a claim, and in the text.

        Of words that stand in many, too many texts would have to be looked into.
        """
        if not match.can_be_placed and not self.asked.kind:
            return
        values = []
        for kind, fields in FIELDS.items():
            is_applied = kind == self.asked.kind
            # Where they must stand was looked up already.
            found = place if is_applied else Match(match.query, fields)
            reviews = found.reviews & every
            count = self.facets.narrowed(reviews, self.asked.filters).bit_count()
            label = str(Passage.Kind(kind).label)
            values.append(Value("kind", kind, label, count, is_applied))
        yield Group("kind", "Where the words stand", values)
