"""Reviews in the order of a page of results."""

from collections.abc import Iterator, Sequence
from itertools import islice

from search.sets import keys_of, picked
from writing.models import ReviewPage

# So many keys may be named in a query; beyond that the list of all is walked.
FEW = 500
STEP = 1000


class Ordered:
    """Some reviews as they were ranked, then others from the newest on.

    Only the slice in view of those others is looked up.
    """

    def __init__(self, ranked: Sequence[int] = (), others: int = 0) -> None:
        self.ranked = ranked
        self.others = others

    def __len__(self) -> int:
        return len(self.ranked) + self.others.bit_count()

    def __getitem__(self, view: slice) -> list[int]:
        """The keys of a page of results."""
        start, stop, _ = view.indices(len(self))
        own = len(self.ranked)
        others = islice(newest(self.others), max(0, start - own), max(0, stop - own))
        return [*self.ranked[start:stop], *others]


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
