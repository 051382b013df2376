"""The words and phrases of a question."""

import re
from dataclasses import dataclass

from search.language.filters import filter_in
from search.language.signs import trimmed, words_of
from search.language.stop_words import STOP_WORDS

GENITIVE = re.compile(r"['’]s$", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """A word, or words that must stand side by side.

    What holds punctuation, “at-least-once”, is a phrase of its parts. A prefix is a
    word that somebody is still typing.
    """

    text: str
    is_phrase: bool = False
    is_prefix: bool = False

    @property
    def words(self) -> list[str]:
        """The words as the indexes know them."""
        return words_of(self.text)

    @property
    def is_stop_word(self) -> bool:
        word = self.text.casefold().replace("’", "'")
        return word in STOP_WORDS and not self._was_quoted

    @property
    def typed(self) -> str:
        """The term as it is typed: between quotation marks only where it must be."""
        is_bare = not self._was_quoted and not filter_in(self.text)
        return self.text if is_bare else f'"{self.text}"'

    @property
    def _was_quoted(self) -> bool:
        """Whether it would be read as something else without quotation marks."""
        return (
            " " in self.text
            or self.is_phrase != (len(self.words) > 1)
            or bool(GENITIVE.search(self.text))
        )


# Terms of which one is enough.
Alternatives = tuple[Term, ...]


def term_of(text: str, *, quoted: bool = False) -> Term | None:
    """The term that a piece of text is, unless there is no word in it.

    “Kafka's” is looked for as “Kafka”: few reviews that are about it have the genitive.
    """
    text = trimmed(text)
    while not quoted and GENITIVE.search(text):
        text = trimmed(GENITIVE.sub("", text))
    if not text:
        return None
    return Term(text, quoted or len(words_of(text)) > 1)
