"""What readers looked for and did not find."""

from django.db import models


class Unanswered(models.Model):
    """A phrase that found nothing, and how often on one day.

    Nothing tells who asked: no address, no time of day, and no phrase that looks like
    a person's own (see `search.unanswered`).
    """

    phrase = models.CharField(max_length=80)
    day = models.DateField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "search without results"
        verbose_name_plural = "searches without results"
        constraints = [
            models.UniqueConstraint(
                fields=["phrase", "day"], name="unanswered_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["day"], name="unanswered_by_day")]

    def __str__(self) -> str:
        return self.phrase
