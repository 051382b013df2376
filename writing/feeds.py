"""Atom feeds: the whole site, and each tag."""

from datetime import UTC, datetime, time

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Atom1Feed

from home.models import SiteSettings
from writing.models import ReviewPage, ReviewTag, WritingIndexPage
from writing.models.pages import tags_in_use
from writing.querysets import ReviewQuerySet
from writing.rendering.limits import CONTROL
from writing.rendering.typography import curled

NEWEST = 20


def plain(text: str) -> str:
    """Text as readers see it, without characters that XML can't hold."""
    return curled(CONTROL.sub("\ufffd", text))


class ReviewFeed(Feed):
    """How a review stands in a feed."""

    feed_type = Atom1Feed

    def link(self) -> str:
        index = WritingIndexPage.objects.live().first()
        return (index and index.get_url()) or "/"

    def item_title(self, item: ReviewPage) -> str:
        return plain(item.title)

    def item_description(self, item: ReviewPage) -> str:
        return plain(item.dek)

    def item_link(self, item: ReviewPage) -> str:
        return item.get_full_url()

    def item_author_name(self, item: ReviewPage) -> str:
        return plain(item.rendered.byline)

    def item_categories(self, item: ReviewPage) -> list[str]:
        return [plain(tag.name) for tag in item.tag_list]

    def item_pubdate(self, item: ReviewPage) -> datetime | None:
        day = item.published_on
        return datetime.combine(day, time(), UTC) if day else None

    def item_updateddate(self, item: ReviewPage) -> datetime | None:
        return item.last_published_at


class WritingFeed(ReviewFeed):
    """The newest reviews."""

    def get_object(self, request: HttpRequest) -> SiteSettings:
        return SiteSettings.for_request(request)

    def title(self, site: SiteSettings) -> str:
        return site.site_name

    def subtitle(self, site: SiteSettings) -> str:
        return site.description or site.tagline

    def items(self) -> ReviewQuerySet:
        return ReviewPage.objects.published().for_cards()[:NEWEST]


class TagFeed(ReviewFeed):
    """The newest reviews of one tag."""

    def get_object(self, request: HttpRequest, slug: str) -> ReviewTag:
        tag = tags_in_use().filter(slug=slug).first()
        if tag is None:
            raise Http404(f"No review is tagged “{slug}”.")
        return tag

    def title(self, tag: ReviewTag) -> str:
        return f"Reviews on {tag.name}"

    def subtitle(self, tag: ReviewTag) -> str:
        return tag.description

    def items(self, tag: ReviewTag) -> ReviewQuerySet:
        reviews = ReviewPage.objects.published().filter(tagged__tag=tag)
        return reviews.for_cards()[:NEWEST]
