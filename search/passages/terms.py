"""What is looked for in passages."""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple, Protocol

# Beyond these a query costs more than it tells.
MOST = 12


class Term(Protocol):
    """A word, the beginning of one, or a phrase; `search.language` makes them."""

    @property
    def text(self) -> str: ...

    @property
    def is_prefix(self) -> bool: ...


class Sought(NamedTuple):
    """A term as a database may be asked for it."""

    text: str
    is_prefix: bool


def sought(terms: Iterable[Term]) -> list[Sought]:
    """The first distinct terms, without what no word can hold."""
    kept = (Sought(printable(term.text), term.is_prefix) for term in terms)
    return list(islice(dict.fromkeys(term for term in kept if term.text), MOST))


def printable(text: str) -> str:
    """The text without control characters and lone surrogates."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()
