"""Addresses outside the site that live reviews link to, and whether they answer."""

from django.db import models
from django.db.models import Q


class LinkState(models.TextChoices):
    """What is known of an address."""

    NEW = "new", "Not checked yet"
    WORKS = "works", "Works"
    UNSURE = "unsure", "Unsure"
    DEAD = "dead", "Dead"


class OutsideLink(models.Model):
    """An address of the web that a live review leads to."""

    url = models.CharField("address", max_length=1000, unique=True)
    state = models.CharField(
        max_length=6, choices=LinkState.choices, default=LinkState.NEW
    )
    reason = models.CharField(max_length=200, blank=True)
    failed_days = models.PositiveSmallIntegerField(
        default=0, help_text="On how many days in a row it did not answer."
    )
    first_failed_at = models.DateTimeField("fails since", null=True, blank=True)
    last_failed_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField("last checked", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LinkState.values), name="link_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.url


class LinkUse(models.Model):
    """Where a review leads to an outside address."""

    link = models.ForeignKey(OutsideLink, on_delete=models.CASCADE, related_name="uses")
    review = models.ForeignKey(
        "writing.ReviewPage", on_delete=models.CASCADE, related_name="outside_links"
    )
    place = models.CharField(max_length=120, help_text="As told to a person: Claim 3.")
    block = models.CharField(
        max_length=36, blank=True, help_text="The block's id, for the way to it."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "review", "place"], name="link_use_unique"
            )
        ]

    def __str__(self) -> str:
        return self.place
