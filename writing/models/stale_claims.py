"""What a newer text of a paper makes of the claims that rest on an older one."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from wagtail.models import Page

from writing.models.reviews import ReviewPage
from writing.models.version_texts import LABEL_LENGTH, VersionText


class Change(models.TextChoices):
    """What became of words or numbers in a newer text."""

    MOVED = "moved", "moved"
    VANISHED = "vanished", "vanished"


class StaleClaimQuerySet(models.QuerySet["StaleClaim"]):
    """What to look at again."""

    def open(self) -> Self:
        """What nobody has dealt with yet."""
        return self.filter(handled_at=None)

    def of_pages(self, pages: "models.QuerySet[Page]") -> Self:
        """Only of these reviews, which may be any pages."""
        return self.filter(review__in=pages.values("pk"))


class StaleClaim(models.Model):
    """Words and numbers of one block that a newer text has elsewhere or not at all.

    Words, places and versions are kept as printed: the block may have changed since.
    """

    review = models.ForeignKey(
        ReviewPage, on_delete=models.CASCADE, related_name="stale_claims"
    )
    text = models.ForeignKey(
        VersionText, on_delete=models.CASCADE, related_name="stale_claims"
    )
    block_id = models.UUIDField()
    field = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=40, help_text="Claim 3.")
    said = models.CharField(max_length=300)
    excerpts = models.JSONField(default=list, help_text="The words and numbers.")
    change = models.CharField(max_length=10, choices=Change.choices)
    old_version = models.CharField(max_length=LABEL_LENGTH)
    old_place = models.CharField(max_length=300, blank=True)
    new_version = models.CharField(max_length=LABEL_LENGTH)
    new_place = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    objects = StaleClaimQuerySet.as_manager()

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(change__in=Change.values), name="stale_claim_change"
            )
        ]
        indexes = [models.Index(fields=["handled_at"], name="stale_claim_handled")]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_change_display()}"
