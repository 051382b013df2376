"""What results may be narrowed by."""

from django.db import models


class Facet(models.Model):
    """One value that results may be narrowed by, and the public reviews that have it.

    Derived by `search.indexing`; `search.sets` reads and writes `members`. A value that
    no public review has is no row.
    """

    class Kind(models.TextChoices):
        PUBLIC = "public", "Public"
        TAG = "tag", "Tag"
        VENUE = "venue", "Venue"
        YEAR = "year", "Year"
        VERDICT = "verdict", "Verdict"
        SERIES = "series", "Series"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=100, help_text="As in an address.")
    label = models.CharField(max_length=255, help_text="As printed.")
    members = models.BinaryField(help_text="One bit for each review, by its key.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="facet_unique")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"
