"""What is public, and what a listing fetches: each written once."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Count, Q
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from writing.models import ReviewPage, SeriesPage

# A rendering's large columns, which no listing shows.
LARGE = [
    f"rendered__{name}"
    for name in ("blocks", "contents", "bibliography", "anchors", "text")
]


class ReviewQuerySet(PageQuerySet):
    """Reviews."""

    def published(self) -> Self:
        """Live reviews anyone may read, newest first."""
        # -pk breaks ties: two reviews may share a date, and no page may repeat one.
        return self.live().public().order_by("-published_on", "-pk")

    def for_cards(self) -> Self:
        """Everything a card shows, in a fixed number of queries."""
        return (
            self.select_related("paper", "rendered")
            .defer_streamfields()
            .defer(*LARGE)
            .prefetch_related("claims", "tagged__tag")
        )

    def related_to(self, review: "ReviewPage") -> Self:
        """Reviews of the same paper or with tags in common, nearest first."""
        tags = [tagged.tag_id for tagged in review.tagged.all()]
        return (
            self.exclude(pk=review.pk)
            .filter(Q(paper=review.paper_id) | Q(tagged__tag__in=tags))
            .annotate(shared=Count("tagged", filter=Q(tagged__tag__in=tags)))
            .order_by("-shared", "-published_on", "-pk")
        )


class SeriesQuerySet(PageQuerySet):
    """Reading paths."""

    def published(self) -> Self:
        """Live series anyone may read, by title."""
        return self.live().public().order_by("title")

    def with_reviews(self) -> "list[tuple[SeriesPage, list[ReviewPage]]]":
        """Each series with its public reviews in order, in a few queries."""
        series = list(self.prefetch_related("entries"))
        wanted = {entry.review_id for one in series for entry in one.entries.all()}
        found = apps.get_model("writing", "ReviewPage").objects.published()
        reviews = found.for_cards().in_bulk(wanted) if wanted else {}
        return [
            (one, [reviews[pk] for pk in one.review_ids if pk in reviews])
            for one in series
        ]
