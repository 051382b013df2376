"""What is public, and what a listing fetches: each written once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce, Lower
from wagtail.query import PageQuerySet

from home.querysets import PublicPageQuerySet

if TYPE_CHECKING:
    from writing.models import ReviewPage, ReviewTag, SeriesPage

# A rendering's large columns, which no listing shows.
LARGE = [
    f"rendered__{name}"
    for name in (
        "front",
        "blocks",
        "contents",
        "bibliography",
        "claims",
        "corrections",
        "passages",
        "anchors",
        "paper_card",
        "cite_box",
        "head",
        "text",
    )
]

# What the title of a page that leads to it is made of, and the line above a review's.
TITLED = ["title", "slug", "path", "depth", "url_path", "locale_id"]
LINKED = [*TITLED, "paper__short_title", "paper__venue", "paper__year"]

# What of it the review's own page leaves out.
UNREAD = [f"rendered__{name}" for name in ("front", "passages", "anchors", "text")]

# What of it a feed leaves out.
UNREAD_BY_FEEDS = [
    name for name in LARGE if name not in {"rendered__blocks", "rendered__bibliography"}
]


def tags_by_name(of: str = "tagged") -> Prefetch:
    """The tags of reviews, or of the reviews that `of` leads to, for `tag_list`."""
    tagged = apps.get_model("writing", "TaggedReview").objects
    return Prefetch(of, tagged.select_related("tag").order_by(Lower("tag__name")))


def kind_of(relations: "models.QuerySet[Any]") -> Subquery:
    """The kind of the first of some relations between papers."""
    return Subquery(relations.values("kind")[:1])


class ReviewQuerySet(PublicPageQuerySet):
    """Reviews."""

    def published(self) -> Self:
        """Live reviews anyone may read, newest first."""
        # -pk breaks ties: two reviews may share a date, and no page may repeat one.
        return self.live().public().order_by("-published_on", "-pk")

    def searchable(self) -> Self:
        """The same for a search backend, which can't filter by a subquery."""
        return PageQuerySet.public(self.live()).order_by("-published_on", "-pk")

    def held(self) -> Self:
        """Kept from changing until the transaction ends.

        Whoever writes what is derived from a review holds the review first, and of many
        the one with the lowest key: so nobody waits for who waits for them. Its row
        among the pages is held, since every save writes that first, a draft's too.
        """
        return self.select_for_update(of=("page_ptr",), no_key=True).order_by("pk")

    def hold(self) -> None:
        """The same for all of them at once, which need not be read."""
        list(self.held().only("path"))

    def for_reading(self) -> Self:
        """What its page shows of a review that has a rendering, in one query."""
        return self.select_related("paper", "rendered").defer("body", *UNREAD)

    def for_links(self) -> Self:
        """What a link to a review shows: its paper and its tally."""
        return (
            self.select_related("paper", "rendered").defer_streamfields().defer(*LARGE)
        )

    def for_results(self) -> Self:
        """What a result of a search shows besides its passages, in one query."""
        return self.select_related("paper").only(*LINKED, "dek")

    def for_related(self) -> Self:
        """What another review's page shows of a review, in one query."""
        whole = self.select_related("paper", "rendered")
        return whole.only(*LINKED, "rendered__tally")

    def for_cards(self) -> Self:
        """Everything a card shows, in two queries."""
        shown = ("dek", "published_on", "rendered__tally", "rendered__words")
        whole = self.select_related("paper", "rendered").only(*LINKED, *shown)
        return whole.prefetch_related(tags_by_name())

    def for_feed(self) -> Self:
        """The whole text as it was rendered, with tags, in two queries."""
        whole = self.for_reading().defer(*UNREAD_BY_FEEDS)
        return whole.prefetch_related(tags_by_name())

    def related_to(self, review: "ReviewPage", tags: "Iterable[ReviewTag]") -> Self:
        """Reviews of papers that stand to this one's in a relation, then by tags.

        `relation` is the kind in which its paper stands to theirs, `inverse` the kind
        in which theirs stands to its own; `shared` counts the tags in common.
        """
        keys = [tag.pk for tag in tags]
        tagged = apps.get_model("writing", "TaggedReview").objects.filter(tag__in=keys)
        common = tagged.filter(content_object=OuterRef("pk")).values("content_object")
        shared = Subquery(common.annotate(count=Count("pk")).values("count"))
        relations = apps.get_model("writing", "PaperRelation").objects
        outward = relations.filter(paper=review.paper_id)
        inward = relations.filter(target=review.paper_id)
        same = Q(paper=review.paper_id)
        typed = Q(paper__in=outward.values("target"))
        typed |= Q(paper__in=inward.values("paper"))
        # Each set is looked up once; nothing is asked of a review that is in none.
        near = self.filter(same | typed | Q(pk__in=tagged.values("content_object")))
        return (
            near.exclude(pk=review.pk)
            .annotate(
                shared=Coalesce(shared, 0),
                relation=kind_of(outward.filter(target=OuterRef("paper"))),
                inverse=kind_of(inward.filter(paper=OuterRef("paper"))),
                nearness=Case(When(same, then=2), When(typed, then=1), default=0),
            )
            .order_by("-nearness", "-shared", "-published_on", "-pk")
        )


class SeriesQuerySet(PublicPageQuerySet):
    """Reading paths."""

    def published(self) -> Self:
        """Live series anyone may read, by title."""
        return self.live().public().order_by("title", "pk")

    def with_reviews(self) -> "list[tuple[SeriesPage, list[ReviewPage]]]":
        """Each series with its public reviews in order, in one query."""
        hidden = apps.get_model("writing", "ReviewPage").objects.hidden().values("pk")
        entries = (
            apps.get_model("writing", "SeriesEntry")
            .objects.filter(series__in=self)
            .exclude(review__in=hidden)
            .select_related("series", "review__paper")
            .only(
                *(f"series__{name}" for name in TITLED),
                *(f"review__{name}" for name in LINKED),
            )
            .order_by("series__title", "series__pk", "sort_order")
        )
        found: dict[int, tuple[SeriesPage, list[ReviewPage]]] = {}
        for entry in entries:
            found.setdefault(entry.series_id, (entry.series, []))[1].append(
                entry.review
            )
        return list(found.values())


class CorrectionQuerySet(models.QuerySet[Any]):
    """Corrections, newest first."""

    def published(self) -> Self:
        """Those of reviews that anyone may read."""
        reviews = apps.get_model("writing", "ReviewPage").objects.published()
        return self.filter(review__in=reviews)

    def for_listing(self) -> Self:
        """What a list shows: verdicts, review and tags, in three queries."""
        unread = ("body", "takeaways", *LARGE)
        return (
            self.select_related("review__paper", "review__rendered")
            .defer(*(f"review__{name}" for name in unread))
            .prefetch_related("changes", tags_by_name("review__tagged"))
        )
