"""Keeps what is derived for the search equal to what is public."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from search.indexing.facets import (
    Labels,
    Series,
    facets_of,
    labels_in,
    listed,
    regroup,
    series_of,
)
from search.indexing.names import names_of
from search.indexing.passages import passages_of
from search.indexing.vocabulary import recount, vocabulary_of
from search.models import Indexed, Indexing, Passage, Suggestion
from writing.models import ReviewPage
from writing.querysets import LARGE, ReviewQuerySet, tags_by_name

# Of what the index says of a review: a new number has every review read again.
VERSION = 1
# Reviews that are held in memory together.
AT_ONCE = 50
# Of a rendering only the blocks are read, for the anchors of their headings.
UNREAD = [name for name in LARGE if name != "rendered__blocks"]


@dataclass(frozen=True)
class Entry:
    """All that the index says of one public review."""

    passages: list[Passage]
    names: list[Suggestion]
    facets: Labels
    words: set[str]

    @classmethod
    def of(cls, review: ReviewPage, series: Iterable[Series]) -> "Entry":
        """What is to be said of a review that anyone may read."""
        passages = passages_of(review)
        return cls(
            passages=passages,
            names=names_of(review, passages),
            facets=facets_of(review, passages, series),
            words=vocabulary_of(review, passages),
        )

    def remembered(self, review: int) -> Indexed:
        """What sets and counts are told, unsaved."""
        words = " ".join(sorted(self.words))
        return Indexed(review=review, facets=listed(self.facets), words=words)


def refresh(keys: Iterable[int]) -> None:
    """Bring what is derived from these reviews to what the database says of them now.

    Of a review that not anyone may read, or that is gone, nothing is left.
    """
    for some in _chunks(sorted(set(keys))):
        with transaction.atomic():
            _refresh(some)


def _chunks(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def _refresh(keys: list[int]) -> None:
    reviews = ReviewPage.objects.filter(pk__in=keys)
    # Held before what is public is asked for: who is changing a review is waited for.
    reviews.hold()
    public = list(_whole(reviews.published().order_by("pk")))
    if not public and not Indexed.objects.filter(pk__in=keys).exists():
        return
    Indexing.held()
    series = series_of(keys)
    entries = {one.pk: Entry.of(one, series.get(one.pk, ())) for one in public}
    _store_passages(keys, entries)
    _store_names(keys, entries)
    _store_sets_and_counts(keys, entries)


def _whole(reviews: ReviewQuerySet) -> ReviewQuerySet:
    """With all that an entry is made of, in a fixed number of queries."""
    whole = reviews.select_related("paper", "rendered").defer(*UNREAD)
    return whole.prefetch_related("paper__authors", tags_by_name())


def _store_passages(keys: list[int], entries: Mapping[int, Entry]) -> None:
    """Write those that differ: a change in one section leaves the others alone."""
    stored = {one.pk: _told(one) for one in Passage.objects.filter(review__in=keys)}
    now = {one.pk: one for entry in entries.values() for one in entry.passages}
    Passage.objects.filter(pk__in=stored.keys() - now.keys()).delete()
    Passage.objects.bulk_create(
        [one for key, one in now.items() if stored.get(key) != _told(one)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["review", "kind", "anchor", "heading", "text", "verdict"],
    )


def _told(passage: Passage) -> tuple[str, ...]:
    one = passage
    return str(one.review_id), one.kind, one.anchor, one.heading, one.text, one.verdict


def _store_names(keys: list[int], entries: Mapping[int, Entry]) -> None:
    stored = defaultdict(list)
    for name in Suggestion.objects.filter(review__in=keys):
        stored[name.review_id].append(name)
    now = {key: entry.names for key, entry in entries.items()}
    differ = [key for key in keys if _named(stored[key]) != _named(now.get(key, []))]
    Suggestion.objects.filter(review__in=differ).delete()
    Suggestion.objects.bulk_create(name for key in differ for name in now.get(key, []))


def _named(names: list[Suggestion]) -> list[tuple[str, ...]]:
    return sorted((one.kind, one.key, one.text, one.anchor) for one in names)


def _store_sets_and_counts(keys: list[int], entries: Mapping[int, Entry]) -> None:
    before = Indexed.objects.in_bulk(keys)
    after = {key: entry.remembered(key) for key, entry in entries.items()}
    Indexed.objects.filter(pk__in=before.keys() - after.keys()).delete()
    Indexed.objects.bulk_create(
        [row for key, row in after.items() if not row.is_as(before.get(key))],
        update_conflicts=True,
        unique_fields=["review"],
        update_fields=["facets", "words"],
    )
    regroup(_labels(before), _labels(after))
    recount(_words(before), _words(after))


def _labels(rows: Mapping[int, Indexed]) -> dict[int, Labels]:
    return {key: labels_in(row.facets) for key, row in rows.items()}


def _words(rows: Mapping[int, Indexed]) -> dict[int, set[str]]:
    return {key: set(row.words.split()) for key, row in rows.items()}
