"""Reviews in the order of a page of results."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from search.matching import Match
from search.sets import keys_of, picked, set_of
from writing.models import ReviewPage

# So many keys may be named in a query; beyond that the list of all is walked.
FEW = 500
STEP = 1000


class Ordered(Sequence[int]):
    """A set of reviews, those first that words rank, then others from the newest on.

    Only what the slice in view needs is ranked and looked up.
    """

    def __init__(self, reviews: int = 0, match: Match | None = None) -> None:
        self.reviews = reviews
        self.match = match

    def __len__(self) -> int:
        return self.reviews.bit_count()

    def __getitem__(self, view: Any) -> Any:
        """A key, or those of a page of results."""
        if not isinstance(view, slice):
            return self[view:][0]
        start, stop, _ = view.indices(len(self))
        best = self.match.best(self.reviews, stop) if self.match else []
        if len(best) >= stop:
            return best[start:stop]
        own = len(best)
        others = newest(self.reviews & ~set_of(best))
        return [*best[start:], *islice(others, max(0, start - own), stop - own)]


def newest(reviews: int) -> Iterator[int]:
    """The keys in a set of reviews, those published last first."""
    if not reviews:
        return
    pages = ReviewPage.objects.order_by("-published_on", "-page_ptr_id")
    keys = pages.values_list("page_ptr_id", flat=True)
    if reviews.bit_count() <= FEW:
        yield from keys.filter(page_ptr_id__in=list(keys_of(reviews)))
        return
    # What is in the set stands close to the front when it is large.
    start, size = 0, STEP
    while batch := list(keys[start : start + size]):
        yield from picked(batch, reviews)
        start, size = start + size, size * 2
