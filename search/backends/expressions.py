"""Search queries as one expression in a database's own query language."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import singledispatchmethod
from typing import Any

from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText

from search.backends.words import words


@dataclass(frozen=True)
class Matched:
    """What a query matches: what an expression does, or everything but that.

    An empty expression matches nothing. Any query whatever comes to one of the two,
    also in a language that knows no “not” but that between two expressions.
    """

    expression: str
    is_negated: bool = False

    def __invert__(self) -> "Matched":
        return replace(self, is_negated=not self.is_negated)

    @property
    def is_everything(self) -> bool:
        return self.is_negated and not self.expression

    @property
    def is_nothing(self) -> bool:
        return not self.is_negated and not self.expression


NOTHING = Matched("")
EVERYTHING = ~NOTHING


class Translator:
    """Translates one query; subclasses give the words of the language.

    `boosted` is what counts more or less than the rest: expressions and factors.
    """

    AND: str
    OR: str
    AND_NOT: str

    def __init__(self, last_word_is_prefix: bool = False) -> None:
        self.last_word_is_prefix = last_word_is_prefix
        self.boosted: list[tuple[str, float]] = []

    def phrase(self, phrase: list[str], is_prefix: bool = False) -> str:
        """Words that stand in this order; of a prefix, the last is not finished."""
        raise NotImplementedError

    def fuzzy(self, query: Any) -> Matched | None:
        """What a query for misspelt words matches; here, as if they were right."""
        return self.translate(PlainText(query.query_string, query.operator))

    def matched(self, query: Any) -> Matched:
        """What a query matches, which is nothing if it has no words."""
        return self.translate(query) or NOTHING

    @singledispatchmethod
    def translate(self, query: Any) -> Matched | None:
        """The same; a query without words is None, and narrows none it is part of."""
        message = f"{type(query).__name__} is no query that this backend knows."
        raise NotImplementedError(message)

    @translate.register(PlainText)
    def _plain_text(self, query: Any) -> Matched | None:
        # Words that are written together, such as “exactly-once”, belong together.
        parts = [part for part in map(words, query.query_string.split()) if part]
        if not parts:
            return None
        terms = [self.phrase(part) for part in parts[:-1]]
        terms.append(self.phrase(parts[-1], is_prefix=self.last_word_is_prefix))
        operator = self.AND if query.operator == "and" else self.OR
        return self._counting(Matched(self.joined(operator, terms)), query.boost)

    @translate.register(Phrase)
    def _phrase(self, query: Any) -> Matched | None:
        phrase = words(query.query_string)
        return Matched(self.phrase(phrase)) if phrase else None

    @translate.register(Fuzzy)
    def _fuzzy(self, query: Any) -> Matched | None:
        return self.fuzzy(query)

    @translate.register(MatchAll)
    def _match_all(self, query: Any) -> Matched | None:
        return EVERYTHING

    @translate.register(Not)
    def _not(self, query: Any) -> Matched | None:
        former = self.boosted
        matched = self.translate(query.subquery)
        # What is not there can't count more.
        self.boosted = former
        return ~matched if matched else None

    @translate.register(And)
    def _and(self, query: Any) -> Matched | None:
        parts = [part for part in map(self.translate, query.subqueries) if part]
        return self._all(parts) if parts else None

    @translate.register(Or)
    def _or(self, query: Any) -> Matched | None:
        parts = [~part for part in map(self.translate, query.subqueries) if part]
        return ~self._all(parts) if parts else None

    @translate.register(Boost)
    def _boost(self, query: Any) -> Matched | None:
        matched = self.translate(query.subquery)
        return self._counting(matched, query.boost) if matched else None

    def _counting(self, matched: Matched, factor: float) -> Matched:
        if factor != 1 and matched.expression and not matched.is_negated:
            self.boosted = [*self.boosted, (matched.expression, factor)]
        return matched

    def _all(self, parts: list[Matched]) -> Matched:
        """What all parts match."""
        wanted = [part.expression for part in parts if not part.is_negated]
        unwanted = [p.expression for p in parts if p.is_negated and p.expression]
        if not wanted:
            return ~Matched(self.joined(self.OR, unwanted))
        if "" in wanted:
            return NOTHING
        expression = self.joined(self.AND, wanted)
        if unwanted:
            others = self.joined(self.OR, unwanted)
            expression = f"({expression}{self.AND_NOT}{others})"
        return Matched(expression)

    @staticmethod
    def joined(operator: str, expressions: Iterable[str]) -> str:
        """Expressions with an operator between them; each stands once."""
        expressions = list(dict.fromkeys(expressions))
        if len(expressions) > 1:
            return f"({operator.join(expressions)})"
        return "".join(expressions)
