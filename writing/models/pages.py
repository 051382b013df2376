"""The Writing index: the list of reviews, and its tags as addresses of its own."""

from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from home.addresses import Addressed
from home.generations import once
from writing import paper_map
from writing.ledger import Ledger, papers_on_record
from writing.models.corrections import Correction
from writing.models.reviews import ReviewPage
from writing.models.tags import ReviewTag
from writing.querysets import ReviewQuerySet

PER_PAGE = 20
CLAIMS_PER_PAGE = 50


class WritingIndexPage(Addressed, RoutablePageMixin, Page):
    """The journal's list of reviews, with tags as addresses of its own."""

    eyebrow = models.CharField(
        max_length=60, blank=True, help_text="A line in small print above the title."
    )
    description = models.CharField(
        max_length=200, blank=True, help_text="One line under the title."
    )

    content_panels = [*Page.content_panels, "eyebrow", "description"]

    parent_page_types = ["home.HomePage"]
    max_count = 1

    @property
    def reviews(self) -> ReviewQuerySet:
        """The public reviews, newest first; all stand below this, the only index."""
        # Asked for those below it, SQLite would sort them all to find the newest.
        return ReviewPage.objects.published().for_cards()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a review in one query with what its page shows, others as usual."""
        if len(path_components) == 1:
            children = ReviewPage.objects.child_of(self).for_reading()
            if review := children.filter(slug=path_components[0]).first():
                return review.route(request, [])
        return super().route(request, path_components)

    @path("")
    def all_reviews(self, request: HttpRequest) -> HttpResponse:
        """Every review, twenty a page."""
        return self.render(
            request, context_overrides={"reviews": paged(self.reviews, request)}
        )

    @path("tags/")
    def all_tags(self, request: HttpRequest) -> HttpResponse:
        """Every tag that a public review has."""
        return self.render(
            request,
            context_overrides={"tags": kept_tags(request)},
            template="writing/tags.html",
        )

    @path("tags/<slug:slug>/")
    def one_tag(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The reviews of one tag; a tag that no public review has is not there."""
        tag = tag_in_use(request, slug)
        reviews = self.reviews.filter(tagged__tag=tag)
        return self.render(
            request,
            context_overrides={
                "tag": tag,
                "reviews": paged(reviews, request, count=tag.count),
            },
            template="writing/tag.html",
        )

    @path("map/")
    def map_of_papers(self, request: HttpRequest) -> HttpResponse:
        """The papers and how they stand to each other: drawn, in words, by year."""
        return self.render(
            request,
            context_overrides={"map": paper_map.paper_map()},
            template="writing/map.html",
        )

    @path("corrections/")
    def all_corrections(self, request: HttpRequest) -> HttpResponse:
        """What was corrected after it was published, newest first."""
        corrections = Correction.objects.published().for_listing()
        return self.render(
            request,
            context_overrides={"corrections": paged(corrections, request)},
            template="writing/corrections.html",
        )

    @path("claims/")
    def all_claims(self, request: HttpRequest) -> HttpResponse:
        """The ledger of every claim, narrowed by the query."""
        ledger = Ledger.asked(request.GET)
        pages = Paginator(ledger.claims(), per_page=CLAIMS_PER_PAGE)
        return self.render(
            request,
            context_overrides={
                "ledger": ledger,
                "counts": ledger.counts(),
                "claims": pages.get_page(request.GET.get("page")),
                "papers": list(papers_on_record()),
                "tags": kept_tags(request),
            },
            template="writing/claims.html",
        )

    def get_sitemap_urls(
        self, request: HttpRequest | None = None
    ) -> list[dict[str, Any]]:
        """The index, what it lists otherwise, and the page of each tag in use."""
        own = super().get_sitemap_urls(request)
        tags = (f"tags/{tag.slug}" for tag in kept_tags(request))
        return [
            *own,
            *(
                {"location": f"{self.get_full_url(request)}{name}/"}
                for name in ("claims", "corrections", "map", *tags)
            ),
        ]


def paged(
    listed: "models.QuerySet[Any]", request: HttpRequest, *, count: int | None = None
) -> PaginatorPage:
    """The page of the listing that `?page=` asks for, or the nearest there is.

    Counting is what grows with the listing: where the `count` is not known, it is done
    once for each generation.
    """
    pages = Paginator(listed, per_page=PER_PAGE)
    if count is None:
        count = once(request, f"count at {request.path}", listed.count)
    pages.count = count
    return pages.get_page(request.GET.get("page"))


def tags_in_use() -> "models.QuerySet[ReviewTag]":
    """Tags of public reviews by name, with how many reviews have each."""
    hidden = ReviewPage.objects.hidden().values("pk")
    public = ~Q(tagged_reviews__content_object__in=hidden)
    return (
        ReviewTag.objects.annotate(count=Count("tagged_reviews", filter=public))
        .filter(count__gt=0)
        .order_by(Lower("name"))
    )


def kept_tags(request: HttpRequest | None) -> list[ReviewTag]:
    """The same, counted once for each generation."""
    return once(request, "tags in use", lambda: list(tags_in_use()))


def tag_in_use(request: HttpRequest, slug: str) -> ReviewTag:
    """One of them; raises Http404 for a tag that no public review has."""
    for tag in kept_tags(request):
        if tag.slug == slug:
            return tag
    raise Http404(f"No review is tagged “{slug}”.")
