"""Subjects of reviews: a small vocabulary that moderators keep."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


def twin_key(name: str) -> str:
    """What the spellings of one subject share: “KV cache”, “kv-caches”."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign for sign in plain if sign.isalnum())
    return letters.removesuffix("s") or name


class ReviewTag(TagBase):
    """A subject, and in one line what a reader finds under it."""

    description = models.CharField(
        max_length=160,
        blank=True,
        help_text="One line, printed beside the tag: what a reader finds under it.",
    )

    # Editors choose from the vocabulary; a word that is not in it makes no tag.
    free_tagging = False

    class Meta:
        verbose_name = "tag"
        ordering = ["name"]

    def clean(self) -> None:
        """Refuse a second spelling of a subject that is there."""
        super().clean()
        if twin := self.twin():
            raise ValidationError({"name": f"The tag “{twin}” is there already."})

    def twin(self) -> str:
        """The name of another tag for the same subject; empty when there is none."""
        others = ReviewTag.objects.exclude(pk=self.pk).values_list("name", flat=True)
        key = twin_key(self.name)
        return next((name for name in others if twin_key(name) == key), "")

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
