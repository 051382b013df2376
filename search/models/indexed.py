"""What indexing remembers from one time to the next."""

from typing import Self

from django.db import models


class Indexed(models.Model):
    """What facets and words know of one public review.

    So that it can be taken out of them again, exactly, when the review has changed or
    is gone. The key is the review's and no foreign key: it outlives the review.
    """

    review = models.BigIntegerField(primary_key=True)
    facets = models.JSONField(help_text="Kind, value and label of each.")
    words = models.TextField(help_text="Each once, in their order, between spaces.")

    class Meta:
        verbose_name_plural = "indexed"

    def __str__(self) -> str:
        return f"review {self.review}"

    def is_as(self, other: Self | None) -> bool:
        """Whether facets and words are told the same by both."""
        return other is not None and (self.facets, self.words) == (
            other.facets,
            other.words,
        )


class Indexing(models.Model):
    """How far the last pass over all reviews has come: one row.

    Who writes to the index holds it until the end of the transaction, and before it
    the reviews: so writers wait for one another and neither block nor overwrite.
    """

    version = models.PositiveSmallIntegerField(
        default=0, help_text="Of what the index says of a review."
    )
    pages_done = models.BooleanField(default=False)
    reached = models.BigIntegerField(default=0, help_text="The last review's key.")
    is_complete = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "indexing"

    def __str__(self) -> str:
        return f"version {self.version}, up to review {self.reached}"

    @staticmethod
    def held() -> "Indexing":
        """The row, kept from other writers until the transaction ends."""
        return Indexing.objects.select_for_update().get_or_create(pk=1)[0]
