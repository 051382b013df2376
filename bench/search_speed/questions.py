"""What readers ask in the measurement, chosen by how often a word stands."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from bench.search_speed.reviews import Journal
from bench.search_speed.vocabulary import FIELD, GRAMMAR
from search.models import Word

COMMONEST, SECOND = FIELD[:2]
RARE, HUNDREDS = 5, 400
MISSPELT, MEANT = ("modle", "transfromer"), ("model", "transformer")


class Question(NamedTuple):
    """A search: words that must all stand in a review, or stand side by side."""

    name: str
    words: tuple[str, ...]
    is_phrase: bool = False
    tag: str = ""
    # The words that the page answers instead of those that nothing has.
    meant: tuple[str, ...] = ()

    @property
    def asked(self) -> list[Question]:
        """What the index has to be asked for it, the last of which is answered."""
        return [self, Question(self.name, self.meant)] if self.meant else [self]

    @property
    def typed(self) -> str:
        """As it stands in the box."""
        words = " ".join(self.words)
        quoted = f'"{words}"' if self.is_phrase else words
        return f"tag:{self.tag} {quoted}" if self.tag else quoted

    @property
    def address(self) -> str:
        """Of the page that answers it."""
        return f"/search/?{urlencode({'q': self.typed})}"


def questions(journal: Journal, reviews: int) -> list[Question]:
    """The searches that are measured on that many reviews."""
    tag = journal.tag_slugs[0]
    return [
        Question("rare word", (standing_in(RARE),)),
        Question("word in some hundreds", (standing_in(min(HUNDREDS, reviews // 4)),)),
        Question("word in most", (COMMONEST,)),
        Question("two words in most", (COMMONEST, SECOND)),
        Question("phrase of these two", (COMMONEST, SECOND), is_phrase=True),
        Question("filter and word in most", (COMMONEST,), tag=tag),
        Question("filter and rare word", (standing_in(RARE),), tag=tag),
        Question("misspelt: did you mean", MISSPELT, meant=MEANT),
    ]


def beginnings() -> dict[str, str]:
    """What has been typed when suggestions are asked for."""
    return {
        "suggestion, 2 letters": COMMONEST[:2],
        "suggestion, 5 letters": FIELD[4][:5],
    }


def standing_in(reviews: int) -> str:
    """A word that stands in about so many reviews."""
    known = Word.objects.exclude(word__in=GRAMMAR)
    above = known.filter(reviews__gte=reviews).order_by("reviews", "word").first()
    nearest = above or known.order_by("-reviews", "word").first()
    if nearest is None:
        raise LookupError("The index knows no word: it was not built.")
    return nearest.word
