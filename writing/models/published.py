"""What is derived when a review is published. Nobody edits these rows."""

from django.db import models
from django.db.models import Q

from writing.verdicts import Verdict

WORDS_PER_MINUTE = 220


class Rendered(models.Model):
    """The live revision as HTML and plain text, and the key of what went into it."""

    review = models.OneToOneField(
        "writing.ReviewPage", on_delete=models.CASCADE, related_name="rendered"
    )
    digest = models.CharField(max_length=64)
    blocks = models.JSONField(default=list)
    contents = models.JSONField(default=list)
    bibliography = models.JSONField(default=list)
    anchors = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    words = models.PositiveIntegerField(default=0)
    has_maths = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"rendering of review {self.review_id}"

    @property
    def minutes(self) -> int:
        """How long the review takes to read, never less than a minute."""
        return max(1, round(self.words / WORDS_PER_MINUTE))


class Claim(models.Model):
    """One claim of a live review."""

    review = models.ForeignKey(
        "writing.ReviewPage", on_delete=models.CASCADE, related_name="claims"
    )
    number = models.PositiveSmallIntegerField()
    block_id = models.UUIDField()
    label = models.CharField(max_length=40)
    said = models.CharField(max_length=300)
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    found = models.TextField()
    words = models.TextField(blank=True)
    locators = models.CharField(max_length=400, help_text="As printed.")
    heard = models.CharField(max_length=300, help_text="As printed.")

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "number"], name="claim_number_unique"
            ),
            models.UniqueConstraint(
                fields=["review", "label"], name="claim_label_unique"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="claim_verdict_on_scale"
            ),
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def scale(self) -> Verdict:
        """The verdict with its place on the scale."""
        return Verdict(self.verdict)

    @property
    def anchor(self) -> str:
        """Where the claim's card stands on the review's page."""
        return f"claim-{self.label}"
