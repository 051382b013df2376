"""Turning what readers type into what the search backend can take."""

import re
import unicodedata

LONGEST = 200


def cleaned(text: str) -> str:
    """The words of a query: no control characters or operators, single spaces.

    The built-in backend on SQLite raises on a lone quotation mark, on NUL and on a
    query without words; what is left here are letters, digits and what joins them.
    """
    text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())
    return " ".join(re.findall(r"\w[\w.'’-]*\w|\w", text))


def cut(text: str) -> tuple[str, bool]:
    """The query within the longest length, and whether something was cut off."""
    text = text.strip()
    return text[:LONGEST], len(text) > LONGEST
