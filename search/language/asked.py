"""What an address of the search page asks: the question, filters, kind and order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from search.language.filters import KINDS, Filter, distinct, filter_of
from search.language.parsing import ask
from search.language.question import Question

MOST_FILTERS = 20
PASSAGE_KINDS = ("section", "claim")
NEWEST = "newest"
ORDERS = (NEWEST,)


@dataclass(frozen=True)
class Asked:
    """A question, and what the rest of the address narrows it by.

    Addresses begin with the question mark: they lead to the same page.
    """

    question: Question
    # Those of the address alone; `filters` has the typed ones as well.
    chosen: tuple[Filter, ...] = ()
    kind: str = ""
    order: str = ""
    # The words are meant as they are typed.
    literally: bool = False

    @classmethod
    def from_get(cls, parameters: QueryDict) -> "Asked":
        """What a request asks; parameters that make no sense are passed over."""
        question = ask(parameters.get("q", ""))
        return cls(
            question=question,
            chosen=distinct(_chosen(parameters))[:MOST_FILTERS],
            kind=_one_of(PASSAGE_KINDS, parameters.get("kind")),
            order=_one_of(ORDERS, parameters.get("order")),
            literally="literally" in parameters,
        )

    @property
    def filters(self) -> tuple[Filter, ...]:
        """Typed and chosen filters, each once."""
        return distinct([*self.question.filters, *self.chosen])[:MOST_FILTERS]

    def address(self) -> str:
        """Where this is asked, at the first page of what is found."""
        chosen = sorted(self.chosen, key=lambda one: KINDS.index(one.kind))
        pairs = [
            ("q", self.question.typed),
            *((one.kind, one.value) for one in chosen),
            ("kind", self.kind),
            ("order", self.order),
            ("literally", "1" if self.literally else ""),
        ]
        return "?" + urlencode([(name, value) for name, value in pairs if value])

    def with_filter(self, wanted: Filter) -> str:
        """The address that narrows by one more filter."""
        return replace(self, chosen=distinct([*self.chosen, wanted])).address()

    def without_filter(self, unwanted: Filter) -> str:
        """The address without a filter, whether it was typed or chosen."""
        kept = tuple(one for one in self.chosen if not one.matches(unwanted))
        question = self.question
        if any(one.matches(unwanted) for one in question.filters):
            question = question.without(unwanted)
        return replace(self, question=question, chosen=kept).address()

    def of_kind(self, kind: str) -> str:
        """The address for passages of one kind; of all with an empty one."""
        return replace(self, kind=kind).address()

    def in_order(self, order: str) -> str:
        """The address with another order; the best first with an empty one."""
        return replace(self, order=order).address()

    def asking(self, text: str) -> str:
        """The address that asks something else with the same filters."""
        return replace(self, question=ask(text), literally=False).address()

    def as_typed(self) -> str:
        """The address that takes the words as they were typed."""
        return replace(self, literally=True).address()


def _chosen(parameters: QueryDict) -> Iterator[Filter]:
    for kind in KINDS:
        for value in parameters.getlist(kind)[:MOST_FILTERS]:
            if chosen := filter_of(kind, value):
                yield chosen


def _one_of(known: tuple[str, ...], typed: str | None) -> str:
    return typed if typed in known else ""
