"""The front page and plain pages such as About."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.safestring import SafeString
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.search import index

# What config/urls.py answers before a page of that name could.
RESERVED_SLUGS = {"admin", "documents", "feed", "media", "search", "static"}


class HomePage(Page):
    """The front page: the newest review, recent writing, the scale, reading paths."""

    introduction = models.TextField(blank=True, max_length=300)

    content_panels = [*Page.content_panels, "introduction"]

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1


class PlainPage(Page):
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
