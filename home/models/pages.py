"""The front page and plain pages such as About."""

from copy import copy

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.safestring import SafeString
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.search import index
from wagtail.url_routing import RouteResult

from home.addresses import Addressed
from home.generations import once

# What config/urls.py answers before a page of that name could.
RESERVED_SLUGS = {"admin", "documents", "feed", "media", "search", "static"}


class HomePage(Addressed, Page):
    """The front page: the newest review, recent writing, the scale, reading paths."""

    introduction = models.TextField(blank=True, max_length=300)

    content_panels = [*Page.content_panels, "introduction"]

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page below once for each generation: most addresses begin there."""
        if not path_components:
            return super().route(request, path_components)
        slug, *rest = path_components
        try:
            child = once(request, f"below: {slug}", lambda: self.child_called(slug))
        except Page.DoesNotExist as error:
            raise Http404(f"No page is called “{slug}”.") from error
        return copy(child).route(request, rest)

    def child_called(self, slug: str) -> Page:
        """The page of that slug as what it is."""
        return self.get_children().get(slug=slug).specific


class PlainPage(Addressed, Page):
    """A page of text that is not a review, such as About."""

    introduction = models.TextField(blank=True, max_length=400)
    body = RichTextField(
        features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]
    )

    content_panels = [*Page.content_panels, "introduction", "body"]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": f"“{self.slug}” is an address of the site."})

    @property
    def body_html(self) -> SafeString:
        """The text with its links resolved."""
        return SafeString(RichText(self.body))
