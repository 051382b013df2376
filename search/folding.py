"""Words as they are compared: in lower case and without accents."""

import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+")
SHORTEST, LONGEST = 2, 40


def folded(text: str) -> str:
    """The text in lower case and without accents: “Résumé” as “resume”."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return plain.casefold()


def words_of(text: str) -> Iterator[str]:
    """The words of a text, folded: 2 to 40 signs with a letter among them."""
    for word in WORD.findall(folded(text)):
        if SHORTEST <= len(word) <= LONGEST and not word.isdigit():
            yield word


def key_of(name: str) -> str:
    """A name as it is looked up while it is typed: its words, folded, between spaces.

    “At-least-once” is begun by `at least`.
    """
    return " ".join(WORD.findall(folded(name)))
