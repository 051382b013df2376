"""The feeds of reviews, with their whole texts: of the site, of a tag, of a series."""

from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import SyndicationFeed
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from home.models import SiteSettings
from writing.feed_formats import FullAtom
from writing.models import ReviewPage, ReviewTag, SeriesPage, WritingIndexPage
from writing.models.pages import tag_in_use
from writing.querysets import ReviewQuerySet
from writing.rendering.feed_content import feed_html
from writing.rendering.limits import CONTROL
from writing.rendering.typography import curled

NEWEST = 20


def plain(text: str) -> str:
    """Text as readers see it, without characters that XML can't hold."""
    return curled(CONTROL.sub("\ufffd", text))


class JournalFeed(Feed):
    """What entries say of the review they are, or belong to."""

    language = "en-GB"

    def __init__(self, feed_type: type[SyndicationFeed] = FullAtom) -> None:
        self.feed_type = feed_type

    def review_of(self, item: Any) -> ReviewPage:
        """The review that an entry is about."""
        return item

    def item_description(self, item: Any) -> str:
        return ""

    def item_author_name(self, item: Any) -> str:
        return plain(self.review_of(item).rendered.byline)

    def item_categories(self, item: Any) -> list[str]:
        return [plain(tag.name) for tag in self.review_of(item).tag_list]

    def item_pubdate(self, item: Any) -> datetime | None:
        day = self.review_of(item).published_on
        return datetime.combine(day, time(), UTC) if day else None

    def item_updateddate(self, item: Any) -> datetime | None:
        return self.review_of(item).last_published_at


class ReviewFeed(JournalFeed):
    """How a review stands in a feed."""

    def link(self) -> str:
        index = WritingIndexPage.objects.live().first()
        return (index and index.get_url()) or "/"

    def item_title(self, item: ReviewPage) -> str:
        return plain(item.title)

    def item_link(self, item: ReviewPage) -> str:
        return item.get_full_url()

    def item_extra_kwargs(self, item: ReviewPage) -> dict[str, Any]:
        return {"summary": plain(item.dek), "content": content_of(item)}


def content_of(review: ReviewPage) -> str:
    """The review from bottom line to references, as a feed carries it."""
    rendered = review.rendered
    works = [(mark_safe(work["html"]),) for work in rendered.bibliography]  # noqa: S308
    blocks = [
        format_html("<p><b>{}</b></p>", curled(review.bottom_line)),
        _list("ul", [(curled(text),) for text in review.takeaway_texts]),
        *(block["html"] for block in rendered.blocks),
        format_html("<h2>References</h2>{}", _list("ol", works)) if works else "",
    ]
    return CONTROL.sub("\ufffd", feed_html(blocks, review.get_full_url()))


def _list(kind: str, items: list[tuple[str]]) -> SafeString:
    inner = format_html_join("", "<li>{}</li>", items)
    return format_html("<{0}>{1}</{0}>", kind, inner) if items else inner


class WritingFeed(ReviewFeed):
    """The newest reviews."""

    def get_object(self, request: HttpRequest) -> SiteSettings:
        return SiteSettings.for_request(request)

    def title(self, site: SiteSettings) -> str:
        return site.site_name

    def subtitle(self, site: SiteSettings) -> str:
        return site.description or site.tagline

    def items(self) -> ReviewQuerySet:
        return ReviewPage.objects.published().for_feed()[:NEWEST]


class TagFeed(ReviewFeed):
    """The newest reviews of one tag."""

    def get_object(self, request: HttpRequest, slug: str) -> ReviewTag:
        return tag_in_use(request, slug)

    def title(self, tag: ReviewTag) -> str:
        return f"Reviews on {tag.name}"

    def subtitle(self, tag: ReviewTag) -> str:
        return tag.description

    def items(self, tag: ReviewTag) -> ReviewQuerySet:
        reviews = ReviewPage.objects.published().filter(tagged__tag=tag)
        return reviews.for_feed()[:NEWEST]


class SeriesFeed(ReviewFeed):
    """The reviews of one series, the newest first."""

    def get_object(self, request: HttpRequest, slug: str) -> SeriesPage:
        series = SeriesPage.objects.published().filter(slug=slug).first()
        if series is None:
            raise Http404(f"There is no series “{slug}”.")
        return series

    def title(self, series: SeriesPage) -> str:
        return plain(series.title)

    def subtitle(self, series: SeriesPage) -> str:
        return plain(series.introduction)

    def items(self, series: SeriesPage) -> ReviewQuerySet:
        reviews = ReviewPage.objects.published().filter(series_entries__series=series)
        return reviews.for_feed()[:NEWEST]
