"""The words and names of public reviews, for help while somebody types."""

from django.db import models
from django.db.models.functions import Length


class Third(models.Func):
    """A third of a word. Numbers are written out: an index knows no parameters."""

    output_field = models.CharField()


class FirstThird(Third):
    """It gets what is left over last."""

    template = "substr(%(expressions)s, 1, length(%(expressions)s) / 3)"


class MiddleThird(Third):
    """What stands between the others."""

    template = (
        "substr(%(expressions)s, length(%(expressions)s) / 3 + 1, "
        "length(%(expressions)s) * 2 / 3 - length(%(expressions)s) / 3)"
    )


class LastThird(Third):
    """The rest."""

    template = "substr(%(expressions)s, length(%(expressions)s) * 2 / 3 + 1)"


class Word(models.Model):
    """A word of the site's vocabulary, and in how many public reviews it stands.

    Derived by `search.indexing`. Lower case, without accents. `search.spelling` finds
    words that are like another by their thirds.
    """

    word = models.CharField(max_length=40, primary_key=True)
    reviews = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviews__gt=0), name="word_stands_somewhere"
            )
        ]
        indexes = [
            models.Index(Length("word"), FirstThird("word"), name="word_by_first"),
            models.Index(Length("word"), MiddleThird("word"), name="word_by_middle"),
            models.Index(Length("word"), LastThird("word"), name="word_by_last"),
        ]

    def __str__(self) -> str:
        return self.word


class Suggestion(models.Model):
    """A name that a public review offers to who begins to type it.

    Derived by `search.indexing`. A name has one row for each word that it may be begun
    with: `key` is the name from that word on, in lower case and without accents.
    Tags and series are not here: they are facets.
    """

    class Kind(models.TextChoices):
        REVIEW = "review", "Review"
        PAPER = "paper", "Paper"
        AUTHOR = "author", "Author"
        HEADING = "heading", "Heading"

    review = models.ForeignKey(
        "writing.ReviewPage", on_delete=models.CASCADE, related_name="suggestions"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=80)
    text = models.CharField(max_length=400, help_text="As printed.")
    anchor = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "key"], name="suggestion_by_key")]

    def __str__(self) -> str:
        return self.text
