"""From text to question."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from search.language.filters import KEY, Filter, distinct, filter_of
from search.language.question import Question
from search.language.signs import LONGEST, QUOTES, cut, readable
from search.language.terms import Term, term_of

Thing = TypeVar("Thing", bound=Hashable)
OR = Term("OR")
PIECE = re.compile(
    rf"""
    (?P<minus>-(?=[^\s-]))?
    (?:{KEY.pattern}(?=[^\s"]|"[^"]))?
    (?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass
class Parts:
    """What has been read so far of a question."""

    groups: list[list[Term]] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    # Whether the next term may be joined to the one before, and whether it is.
    follows_term: bool = False
    joins: bool = False

    def add_or(self) -> None:
        self.joins = self.follows_term

    def add_term(self, term: Term) -> None:
        if self.joins:
            self.groups[-1].append(term)
        else:
            self.groups.append([term])
        self.follows_term, self.joins = True, False

    def exclude(self, term: Term) -> None:
        self.excluded.append(term)
        self.follows_term = self.joins = False

    def narrow(self, by: Filter) -> None:
        self.filters.append(by)
        self.follows_term = self.joins = False


def ask(text: str) -> Question:
    """The question that a text is; every text is one."""
    whole = readable(text)
    typed = cut(whole) if len(whole) > LONGEST else whole
    parts = Parts()
    for piece in PIECE.finditer(typed.translate(QUOTES)):
        _read(piece, parts)
    question = Question(
        typed=typed,
        was_cut=len(whole) > LONGEST,
        groups=_distinct(_distinct(group) for group in parts.groups),
        excluded=_distinct(parts.excluded),
        filters=distinct(parts.filters),
    )
    return _short_enough(question)


def _read(piece: re.Match[str], parts: Parts) -> None:
    """Add one piece of a question to what was read before it."""
    negated = bool(piece["minus"])
    value = piece["bare"] if piece["quoted"] is None else piece["quoted"]
    if (key := piece[2]) and (by := filter_of(key.lower(), value, negated=negated)):
        parts.narrow(by)
        return
    text = f"{key}:{value}" if key else value
    is_quoted = piece["quoted"] is not None and not key
    term = term_of(text, quoted=is_quoted)
    if term == OR and not negated:
        parts.add_or()
    elif term:
        (parts.exclude if negated else parts.add_term)(term)


def _distinct(things: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple(dict.fromkeys(things))


def _short_enough(question: Question) -> Question:
    """The question without the last words, until it can be typed again whole.

    What is written back may be longer than what was typed: quotation marks are closed.
    """
    while len(question.text) > LONGEST:
        name = next(
            name
            for name in ("groups", "excluded", "filters")
            if getattr(question, name)
        )
        question = replace(
            question, was_cut=True, **{name: getattr(question, name)[:-1]}
        )
    return question
