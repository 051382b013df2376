"""Bundles to take away: of a review, of a series, of everything below an index."""

from collections.abc import Iterable, Iterator

from home.models import User
from writing.bundles.library_export import missing_from
from writing.bundles.review_records import bundle_of
from writing.bundles.series import SERIES, Series, series_of, write_series
from writing.bundles.tags import TAGS, tags_of_library, write_tags
from writing.bundles.writer import MANIFEST, write_bundle
from writing.models import ReviewPage, SeriesPage, WritingIndexPage

File = tuple[str, bytes]


def files_of_review(review: ReviewPage) -> Iterator[File]:
    """The newest version of a review, in the folder of its bundle."""
    yield from _Taken([review.pk]).files()


def files_of_series(page: SeriesPage, user: User) -> Iterator[File]:
    """A series and its reviews, as far as the person may edit them."""
    newest = page.get_latest_revision_as_object()
    yield from _Taken(newest.review_ids, user).files()
    yield SERIES, write_series([series_of(page, drafts=True)])


def files_of_index(index: WritingIndexPage, user: User) -> Iterator[File]:
    """Reviews, series and tags below an index, as far as the person may edit them."""
    reviews = ReviewPage.objects.child_of(index).order_by("slug")
    yield from _Taken(reviews.values_list("pk", flat=True), user).files()
    pages = SeriesPage.objects.child_of(index).order_by("slug")
    if series := list(_series(pages, user)):
        yield SERIES, write_series(series)
    if tags := tags_of_library():
        yield TAGS, write_tags(tags)


def _series(pages: Iterable[SeriesPage], user: User) -> Iterator[Series]:
    for page in pages:
        if page.permissions_for_user(user).can_edit():
            yield series_of(page, drafts=True)


class _Taken:
    """Reviews one after the other, and a note on what could not be taken."""

    def __init__(self, keys: Iterable[int], user: User | None = None) -> None:
        # Keys only: a site's reviews are many, and are taken while somebody waits.
        self.keys = list(keys)
        self.user = user
        self.missing: list[str] = []

    def files(self) -> Iterator[File]:
        for key in self.keys:
            review = ReviewPage.objects.filter(pk=key).first()
            if review is not None:
                yield from self._review(review)
        if self.missing:
            yield MANIFEST, "".join(f"{line}\n" for line in self.missing).encode()

    def _review(self, review: ReviewPage) -> Iterator[File]:
        if self.user and not review.permissions_for_user(self.user).can_edit():
            self.missing.append(f"{review.slug}: you may not edit this review.")
            return
        bundle = bundle_of(review, drafts=True)
        self.missing += missing_from(bundle)
        for name, data in sorted(write_bundle(bundle).items()):
            yield f"{bundle.slug}/{name}", data
