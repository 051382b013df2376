"""What is derived when a review is published. Nobody edits these rows."""

from typing import Any

from django.db import models
from django.db.models import Q

from writing.depths import WORDS_PER_MINUTE
from writing.verdicts import Verdict


class Rendering(models.Model):
    """A revision as HTML and plain text: all that its page shows."""

    front = models.JSONField(default=dict, help_text="What stands above the body.")
    blocks = models.JSONField(default=list)
    contents = models.JSONField(default=list)
    bibliography = models.JSONField(default=list)
    claims = models.JSONField(default=list)
    corrections = models.JSONField(default=list)
    tally = models.JSONField(default=dict)
    byline = models.TextField(blank=True)
    paper_card = models.TextField(blank=True)
    passages = models.JSONField(default=list, help_text="The words, to be compared.")
    words = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def counts(self) -> list[tuple[Verdict, int]]:
        """How many claims stand at each step of the scale, in its order."""
        return [(verdict, self.tally.get(verdict.value, 0)) for verdict in Verdict]

    @property
    def minutes(self) -> int:
        """How long the review takes to read, never less than a minute."""
        return max(1, round(self.words / WORDS_PER_MINUTE))


class Rendered(Rendering):
    """The live revision, with what only its page has, and the key of what went in."""

    review = models.OneToOneField(
        "writing.ReviewPage", on_delete=models.CASCADE, related_name="rendered"
    )
    digest = models.CharField(max_length=64)
    cite_box = models.TextField(blank=True)
    head = models.TextField(blank=True, help_text="Metadata for the page's head.")
    anchors = models.JSONField(default=dict)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"rendering of review {self.review_id}"


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
    locators = models.TextField(help_text="As printed.")
    places = models.TextField(blank=True, help_text="The locators as links.")
    heard = models.TextField(help_text="As printed.")
    changed_on = models.DateField(null=True, blank=True)
    former_verdict = models.CharField(
        max_length=20, choices=Verdict.choices, blank=True
    )
    correction = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The number of the one that changed it."
    )

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
        # Claims are counted by verdict; both columns, so that no row is read for it.
        indexes = [models.Index(fields=["verdict", "review"], name="claim_by_verdict")]

    def __str__(self) -> str:
        return self.said

    @property
    def row(self) -> dict[str, Any]:
        """The claim as the table on top of the review prints it."""
        return {
            "number": self.number,
            "anchor": f"claim-{self.label}",
            "said": self.said,
            "verdict": self.verdict,
            "places": self.places,
        }
