"""Reading paths over reviews."""

from typing import Any

from django.db import models, transaction
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from home.addresses import Addressed
from writing.announcements import announce
from writing.models.reviews import ReviewPage, refuse_reserved
from writing.querysets import SeriesQuerySet


class SeriesPage(Addressed, Page):
    """Reviews in an order worth reading them in."""

    introduction = models.TextField(
        blank=True,
        max_length=600,
        help_text="One paragraph: why these reviews, and why in this order.",
    )

    objects = PageManager.from_queryset(SeriesQuerySet)()

    content_panels = [
        *Page.content_panels,
        "introduction",
        InlinePanel("entries", label="Review", min_num=1),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    parent_page_types = ["writing.WritingIndexPage"]
    subpage_types: list[str] = []

    def clean(self) -> None:
        super().clean()
        refuse_reserved(self.slug)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and say so of its reviews, which are found as part of it."""
        super().save(*args, **kwargs)
        announce(self.review_ids)

    @property
    def review_ids(self) -> list[int]:
        """The reviews' keys in order, those that are not public among them."""
        return [entry.review_id for entry in self.entries.all()]

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        found = ReviewPage.objects.published().for_cards().in_bulk(self.review_ids)
        entries = [found[pk] for pk in self.review_ids if pk in found]
        return super().get_context(request, *args, **kwargs) | {"entries": entries}


class SeriesEntry(Orderable):
    """A review's place in a series."""

    series = ParentalKey(SeriesPage, on_delete=models.CASCADE, related_name="entries")
    review = models.ForeignKey(
        ReviewPage, on_delete=models.CASCADE, related_name="series_entries"
    )

    panels = [PageChooserPanel("review")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["series", "review"], name="series_entry_unique"
            )
        ]

    def __str__(self) -> str:
        return str(self.review)
