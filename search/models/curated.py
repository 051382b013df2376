"""What editors teach the search."""

from django.core.exceptions import ValidationError
from django.db import models

from search.folding import key_of
from search.language.signs import QUOTES, readable, trimmed

# How many groups a search reads, and how many phrases a group has.
MOST_GROUPS = 500
FEWEST_PHRASES, MOST_PHRASES = 2, 10


def phrases_of(text: str) -> dict[str, str]:
    """The phrases between commas, each once, by what their spellings share."""
    phrases: dict[str, str] = {}
    for part in readable(text).translate(QUOTES).replace('"', " ").split(","):
        if phrase := trimmed(part):
            phrases.setdefault(key_of(phrase), phrase)
    return phrases


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

    def clean(self) -> None:
        """Refuse a group that means nothing, or whose phrase means something else."""
        super().clean()
        phrases = phrases_of(self.phrases)
        if error := self._wrong(phrases):
            raise ValidationError({"phrases": error})
        self.phrases = ", ".join(phrases.values())

    def _wrong(self, phrases: dict[str, str]) -> str:
        """What speaks against these phrases; empty if nothing does."""
        if len(phrases) < FEWEST_PHRASES:
            return "Give at least two that differ by more than case and punctuation."
        if len(phrases) > MOST_PHRASES:
            return f"Give at most {MOST_PHRASES}."
        others = Synonym.objects.exclude(pk=self.pk)
        if self.pk is None and others.count() >= MOST_GROUPS:
            return f"There are {MOST_GROUPS} groups, and a search reads no more."
        for other in others:
            for key in phrases_of(other.phrases).keys() & phrases.keys():
                return f"“{phrases[key]}” stands in “{other}” already."
        return ""
