"""What the publish gate last found in a review: stored, so that the desk need not draw.

Asking the gate takes as long as drawing the review. `manage.py check_desk` does it now
and then, and "Check now" on the desk.
"""

from typing import Self

from django.db import models
from django.db.models import Q


class StandingQuerySet(models.QuerySet["Standing"]):
    """What the gate found."""

    def current(self) -> Self:
        """Of texts that are still there: a draft may have been published since."""
        draft = Q(review__has_unpublished_changes=True) | Q(review__live=False)
        return self.filter(
            Q(text=Standing.Text.LIVE, review__live=True)
            | Q(text=Standing.Text.DRAFT) & draft
        )


class Standing(models.Model):
    """What the gate found in one text of a review."""

    class Text(models.TextChoices):
        """Which of its texts: a live review may have a newer draft."""

        LIVE = "live", "live"
        DRAFT = "draft", "draft"

    review = models.ForeignKey(
        "writing.ReviewPage", on_delete=models.CASCADE, related_name="standings"
    )
    text = models.CharField(max_length=5, choices=Text.choices)
    saved_at = models.DateTimeField(
        null=True, help_text="When the text that was checked had been saved."
    )
    checked_at = models.DateTimeField()
    errors = models.PositiveSmallIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    findings = models.JSONField(default=list)

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "text"], name="standing_of_a_text_unique"
            ),
            models.CheckConstraint(
                condition=Q(text__in=["live", "draft"]), name="standing_text_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} text of review {self.review_id}: {self.sentence}"

    @property
    def sentence(self) -> str:
        """“2 errors, 1 warning”."""
        return counted(self.errors, self.warnings)


def counted(errors: int, warnings: int) -> str:
    """“2 errors, 1 warning”, or that there is nothing."""
    named = ((errors, "error"), (warnings, "warning"))
    parts = [f"{n} {noun}{'s' if n != 1 else ''}" for n, noun in named if n]
    return ", ".join(parts) or "nothing found"
