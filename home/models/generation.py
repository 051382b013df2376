"""The number that tells one state of the public site from the next."""

from django.db import models


class Generation(models.Model):
    """One row, raised by the database itself with whatever changes a public table.

    The stamp is drawn at random with every number, so that a database that was
    restored to an earlier number gives none of the numbers that follow a second time.
    """

    number = models.BigIntegerField(default=0)
    stamp = models.CharField(max_length=32, blank=True)

    def __str__(self) -> str:
        return f"{self.number}-{self.stamp}"
