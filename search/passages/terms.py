"""What is looked for in passages."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple, Protocol

# Beyond these a query costs more than it tells.
MOST = 12
WORD = re.compile(r"[^\W_]+")
FOREIGN = re.compile("[\u00c0-\u1fff]")
# A letter whose lower case would be two signs, and a sign that stands for a letter.
LONG, LETTER = ("İ", "I"), ("\u00b5", "\u03bc")


class Term(Protocol):
    """A word, the beginning of one, or a phrase; `search.language` makes them."""

    @property
    def text(self) -> str: ...

    @property
    def is_prefix(self) -> bool: ...


class Sought(NamedTuple):
    """The words of a term, folded; the last may be the beginning of one."""

    words: tuple[str, ...]
    is_prefix: bool


def sought(terms: Iterable[Term]) -> list[Sought]:
    """The first distinct terms that have words."""
    kept = (
        Sought(tuple(WORD.findall(folded(term.text))), term.is_prefix) for term in terms
    )
    return list(islice(dict.fromkeys(term for term in kept if term.words), MOST))


def folded(text: str) -> str:
    """The text in lower case and without accents, each sign in its place."""
    if text.isascii():
        return text.lower()
    lower = text.replace(*LONG).replace(*LETTER).lower()
    return FOREIGN.sub(lambda sign: bare(sign[0]), lower)


def bare(sign: str) -> str:
    """A letter without its accent."""
    return unicodedata.normalize("NFD", sign)[0]
