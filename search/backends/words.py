"""The words in a text, as every backend takes them."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
# NUL ends a string in C, and the other two mark matches in snippets.
UNSTORED = dict.fromkeys([0, 2, 3], " ")


def words(text: str) -> list[str]:
    """The runs of letters and digits in a text.

    No operator, quotation mark, control character or lone surrogate is left, so what
    is made of words alone needs no escaping in any query language.
    """
    return WORD.findall(unicodedata.normalize("NFC", text))


def folded(text: str) -> str:
    """A text in lower case and without accents."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def storable(text: str) -> str:
    """A text without the characters that a database refuses."""
    return text.encode("utf-8", "ignore").decode().translate(UNSTORED)
