"""Subjects of reviews."""

from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


class ReviewTag(TagBase):
    """A subject."""

    class Meta:
        verbose_name = "tag"
        ordering = ["name"]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """The tag's address; one without letters has “tag” for an address."""
        return super().slugify(tag, i) or (f"tag-{i}" if i else "tag")


class TaggedReview(ItemBase):
    """A subject of one review."""

    tag = models.ForeignKey(
        ReviewTag, on_delete=models.CASCADE, related_name="tagged_reviews"
    )
    content_object = ParentalKey(
        "writing.ReviewPage", on_delete=models.CASCADE, related_name="tagged"
    )
