"""What editors teach the search."""

from django.db import models


class Synonym(models.Model):
    """Words and phrases that mean the same: who looks for one finds them all."""

    phrases = models.CharField(
        max_length=400,
        help_text="Between commas: “exactly once, exactly-once, EOS”.",
    )

    class Meta:
        ordering = ["phrases"]

    def __str__(self) -> str:
        return self.phrases
