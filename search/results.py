"""What a page of results shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from django.http import HttpRequest

from search.language import Asked
from search.passages import Hit, best_passages
from writing.models import ReviewPage

# As writing/static/js/found.js takes them apart.
BETWEEN = "|"
LONGEST_FOUND = 200


@dataclass(frozen=True)
class Result:
    """A review, and the passages of it that answer best."""

    review: ReviewPage
    url: str
    hits: Sequence[Hit]

    @cached_property
    def front(self) -> Hit | None:
        """The hit that stands before the first heading, if there is one."""
        return next((hit for hit in self.hits if not hit.anchor), None)

    @cached_property
    def passages(self) -> list["Leading"]:
        """The hits further down, with the addresses they lead to."""
        return [Leading(hit, address(self.url, hit)) for hit in self.hits if hit.anchor]

    @property
    def more(self) -> int:
        """How many passages with these words are not shown."""
        return self.hits[-1].more if self.hits else 0


@dataclass(frozen=True)
class Leading:
    """A hit, and where it leads."""

    hit: Hit
    url: str


def address(url: str, hit: Hit) -> str:
    """The place of a passage, where its words are marked again."""
    words = ""
    for word in hit.words:
        longer = f"{words}{BETWEEN}{word}" if words else word
        if len(longer) > LONGEST_FOUND:
            break
        words = longer
    query = f"?found={quote(words)}" if words else ""
    return f"{url}{query}#{hit.anchor}"


def results_of(
    asked: Asked, keys: Sequence[int], request: HttpRequest | None = None
) -> list[Result]:
    """The reviews with these keys in their order, if they are public still."""
    found = ReviewPage.objects.published().filter(pk__in=keys).for_results()
    reviews = {review.pk: review for review in found}
    hits = best_passages(
        asked.question.terms,
        list(reviews),
        kind=asked.kind,
        verdicts=[
            each.value
            for each in asked.filters
            if each.kind == "verdict" and not each.negated
        ],
    )
    return [
        Result(reviews[key], reviews[key].get_url(request) or "", hits.get(key, ()))
        for key in keys
        if key in reviews
    ]
