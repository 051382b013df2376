"""The parts of a review that a search result leads to."""

from django.db import models

from writing.verdicts import Verdict

# Passages of one review; a review of 2,500 words has about thirty.
MOST = 4096


class Passage(models.Model):
    """A section or a claim of a review that anyone may read.

    Derived by `search.indexing`. The key is made from review and position, so that the
    passages of a review lie together in every index, and a rebuild gives the same rows.
    """

    class Kind(models.TextChoices):
        SECTION = "section", "Section"
        CLAIM = "claim", "Claim"

    id = models.BigIntegerField(primary_key=True)
    review = models.ForeignKey(
        "writing.ReviewPage", on_delete=models.CASCADE, related_name="passages"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    anchor = models.CharField(max_length=100, blank=True)
    heading = models.CharField(max_length=400)
    text = models.TextField()
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.heading

    @staticmethod
    def key(review: int, position: int) -> int:
        """The key of the passage that stands at a position, from 0, in a review."""
        return review * MOST + position
