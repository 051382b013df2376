"""What was corrected after it was published, and what stood there before."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.dateparse import parse_date

from writing.models.published import Rendering
from writing.models.reviews import ReviewPage
from writing.querysets import CorrectionQuerySet
from writing.verdicts import Verdict


class Correction(models.Model):
    """One publish that changed what had been published, and why.

    Its number is that of the earlier version too, which it replaced.
    """

    review = models.ForeignKey(
        ReviewPage, on_delete=models.CASCADE, related_name="corrections"
    )
    number = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "number"], name="correction_number_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.number} of review {self.review_id}"

    @property
    def day(self) -> date:
        """The day on which it was published."""
        return timezone.localdate(self.created_at)

    @property
    def record(self) -> dict[str, Any]:
        """The correction as plain data, as the review's page prints it."""
        return {
            "number": self.number,
            "day": self.day.isoformat(),
            "note": self.note,
            "changes": [change.record for change in self.changes.all()],
        }


class VerdictChange(models.Model):
    """What a correction did to one claim; a withdrawn claim has no verdict after it."""

    correction = models.ForeignKey(
        Correction, on_delete=models.CASCADE, related_name="changes"
    )
    block_id = models.UUIDField()
    number = models.PositiveSmallIntegerField(help_text="The claim's at the time.")
    label = models.CharField(max_length=40)
    said = models.CharField(max_length=300)
    before = models.CharField(max_length=20, choices=Verdict.choices)
    after = models.CharField(max_length=20, choices=Verdict.choices, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__in=Verdict.values)
                & Q(after__in=["", *Verdict.values])
                & ~Q(before=F("after")),
                name="verdict_change_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said} {self.before} → {self.after or 'withdrawn'}"

    @property
    def record(self) -> dict[str, Any]:
        """The change as plain data."""
        return {
            "block": str(self.block_id),
            "number": self.number,
            "label": self.label,
            "said": self.said,
            "before": self.before,
            "after": self.after,
        }


class FormerRendering(Rendering):
    """What a correction replaced, as it was read, and how the next version differs."""

    correction = models.OneToOneField(
        Correction, on_delete=models.CASCADE, related_name="former"
    )
    differences = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"what {self.correction} replaced"

    @property
    def published(self) -> date | None:
        """The day of first publication, as it was given then."""
        return parse_date(self.front.get("published") or "")

    @property
    def revised(self) -> date | None:
        """The last material change before."""
        return parse_date(self.front.get("revised") or "")
