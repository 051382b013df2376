"""A quotation as it is looked for: its parts, folded, in their order."""

import re
from dataclasses import dataclass
from typing import Self

from writing.paper_text.cleaning import clean, fold

ELLIPSIS = re.compile(r"\[\s*(?:…|\.{3})\s*\]|…|\.\s?\.\s?\.")
# "[I]n general": a letter that was changed to fit the sentence.
CHANGED_LETTER = re.compile(r"\[(\w)\](?=\w)")
INSERTION = re.compile(r"\[[^\[\]]*\]")
EDGE = " .,;:!?…"


@dataclass(frozen=True)
class Phrase:
    """What has to stand in a text, one part after the other."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, words: str) -> Self:
        """Quoted words; an ellipsis leaves something out."""
        return cls(_parts(clean(words), ELLIPSIS))

    @classmethod
    def without_insertions(cls, words: str) -> Self:
        """The same without what its quoter put in brackets."""
        plain = CHANGED_LETTER.sub(r"\1", ELLIPSIS.sub("[]", clean(words)))
        return cls(_parts(plain, INSERTION))

    def __bool__(self) -> bool:
        return bool(self.parts)


def readings_of(words: str) -> list[Phrase]:
    """The ways in which quoted words may be meant: as they stand comes first."""
    readings = [Phrase.of(words)]
    if "[" in words:
        readings.append(Phrase.without_insertions(words))
    return [reading for reading in dict.fromkeys(readings) if reading]


def _parts(text: str, gap: re.Pattern[str]) -> tuple[str, ...]:
    folded = (fold(part.strip(EDGE)) for part in gap.split(text))
    return tuple(part for part in folded if re.search(r"\w", part))
