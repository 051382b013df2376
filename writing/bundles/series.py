"""series.yaml: reading paths over the reviews of a library."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from home.models import User
from writing.bundles.errors import BundleError, Fault, FormatError
from writing.bundles.folders import read_text
from writing.bundles.limits import MAX_FRONT_MATTER, MAX_SERIES
from writing.bundles.nodes import Fields, Node, read_yaml, text_of
from writing.bundles.review_store import Outcome
from writing.bundles.rights import refuse_new_page, refuse_page, refuse_publishing
from writing.bundles.yaml_text import Folded, Row, write_yaml
from writing.models import ReviewPage, SeriesEntry, SeriesPage, WritingIndexPage

SERIES = "series.yaml"


@dataclass(frozen=True)
class Series:
    """A reading path: the slugs of reviews, in order."""

    slug: str
    title: str
    introduction: str = ""
    reviews: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)

    def error(self, message: str) -> BundleError:
        """A fault of this series."""
        return BundleError(Fault(SERIES, self.line, message))


def read_series(library: Path) -> list[Series]:
    """The series of a library; none if it has no series.yaml."""
    if not (library / SERIES).exists():
        return []
    try:
        root = read_yaml(read_text(library, SERIES, MAX_FRONT_MATTER))
        return _series(root)
    except FormatError as error:
        raise error.in_file(SERIES) from error


def write_series(series: Iterable[Series]) -> bytes:
    """The text of series.yaml."""
    data = [
        {
            "slug": one.slug,
            "title": one.title,
            **({"introduction": Folded(one.introduction)} if one.introduction else {}),
            "reviews": Row(one.reviews),
        }
        for one in series
    ]
    return write_yaml(data).encode()


def _series(root: Node) -> list[Series]:
    if not isinstance(root.value, list):
        raise FormatError(root.line, "this must be a list of series")
    found: dict[str, Series] = {}
    for node in root.value:
        one = _one(node)
        if one.slug in found:
            raise FormatError(node.line, f'the series "{one.slug}" stands twice')
        found[one.slug] = one
    if len(found) > MAX_SERIES:
        raise FormatError(root.line, f"more than {MAX_SERIES} series")
    return list(found.values())


def _one(node: Node) -> Series:
    names = ("slug", "title", "introduction", "reviews")
    fields = Fields(node, "a series", names).require("slug", "title", "reviews")
    reviews: list[str] = []
    for item in fields.items("reviews"):
        slug = text_of(item, "a review")
        if slug in reviews:
            raise FormatError(item.line, f'the review "{slug}" stands twice')
        reviews.append(slug)
    return Series(
        slug=fields.text("slug"),
        title=fields.text("title"),
        introduction=fields.text("introduction"),
        reviews=tuple(reviews),
        line=node.line,
    )


# In the library


def series_of(page: SeriesPage, *, drafts: bool = False) -> Series:
    """A series of the library as it is live, or its draft if it is not.

    With `drafts` the latest draft in any case.
    """
    slug = page.slug  # The page's own: a draft may have another.
    if drafts or not page.live:
        page = page.get_latest_revision_as_object()
    reviews = (entry.review.slug for entry in page.entries.select_related("review"))
    return Series(slug, page.title, page.introduction, tuple(reviews))


@transaction.atomic
def import_series(
    series: Series,
    parent: WritingIndexPage,
    *,
    publish: bool = False,
    user: User | None = None,
) -> Outcome:
    """Store a series whole or not at all."""
    page = Page.objects.child_of(parent).filter(slug=series.slug).first()
    if page and not isinstance(page.specific, SeriesPage):
        raise series.error(f'"{page.title}" has the address "{page.slug}"')
    existing = page.specific.get_latest_revision_as_object() if page else None
    try:
        outcome = _store(series, parent, existing, user)
        published = publish and _publish(series, parent, user)
    except ValidationError as error:
        raise series.error(" ".join(error.messages)) from error
    if published and outcome == Outcome.UNCHANGED:
        return Outcome.PUBLISHED
    return outcome


def _publish(series: Series, parent: WritingIndexPage, user: User | None) -> bool:
    """Publish the latest revision; whether that was called for."""
    stored = SeriesPage.objects.child_of(parent).get(slug=series.slug)
    if stored.live and not stored.has_unpublished_changes:
        return False
    refuse_publishing(user, stored)
    stored.latest_revision.publish(user=user)
    return True


def _store(
    series: Series,
    parent: WritingIndexPage,
    existing: SeriesPage | None,
    user: User | None,
) -> Outcome:
    page = existing or SeriesPage(
        slug=series.slug, live=False, has_unpublished_changes=True, owner=user
    )
    reviews = [_review(series, slug, parent) for slug in series.reviews]
    keys = [review.pk for review in reviews]
    before = (page.title, page.introduction, page.review_ids)
    if before == (series.title, series.introduction, keys) and page.latest_revision:
        return Outcome.UNCHANGED
    page.title = series.title
    page.introduction = series.introduction
    if page.review_ids != keys:
        page.entries.set(
            SeriesEntry(review=review, sort_order=position)
            for position, review in enumerate(reviews)
        )
    if existing:
        refuse_page(user, page)
    else:
        refuse_new_page(user, parent)
        parent.add_child(instance=page)
    page.save_revision(user=user, log_action=existing is not None)
    return Outcome.UPDATED if existing else Outcome.CREATED


def _review(series: Series, slug: str, parent: WritingIndexPage) -> ReviewPage:
    review = ReviewPage.objects.child_of(parent).filter(slug=slug).first()
    if review is None:
        raise series.error(f'there is no review "{slug}"')
    return review
