"""From a search query and a queryset to SQL."""

from string import Template
from typing import Any, ClassVar

from django.core.exceptions import EmptyResultSet
from django.db.models import Expression, IntegerField, QuerySet
from django.utils.functional import cached_property
from modelsearch.backends.base import BaseSearchQueryCompiler

from search.backends.documents import boosts
from search.backends.expressions import Matched
from search.backends.fts5.rowids import KEY, is_of
from search.backends.fts5.tables import BEGINNINGS, WHOLE_WORDS, FTSTable
from search.backends.fts5.translator import FTS5Translator

MATCHES = Template(
    "$boosted SELECT $table.rowid & $key AS key, $score AS score FROM $table $joins"
    " WHERE $table MATCH %s AND $is_of"
)
SCORE = Template("-bm25($table, $weights)")
BOOSTED = Template(
    "$name (id, score) AS MATERIALIZED"
    " (SELECT rowid, $score * $factor FROM $table WHERE $table MATCH %s)"
)
# The table of all lengths is the least that has a row for each document.
OTHERS = Template(
    "SELECT id & $key AS key, 0.0 AS score FROM ${table}_docsize WHERE $is_of"
    " AND id NOT IN (SELECT rowid FROM $table WHERE $table MATCH %s)"
)
ALL = Template(
    "SELECT id & $key AS key, 0.0 AS score FROM ${table}_docsize WHERE $is_of"
)
KEYS = Template("SELECT key FROM ($found)")
AMONG = Template("SELECT key, score FROM ($found) AS found WHERE EXISTS ($queryset)")

# SQL, and what its placeholders stand for.
Statement = tuple[str, list[Any]]


class SQL(Expression):
    """A statement of ours inside a queryset's."""

    def __init__(self, sql: str, params: list[Any]) -> None:
        super().__init__(IntegerField())
        self.statement = f"({sql})", params

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return self.statement


class FTS5SearchCompiler(BaseSearchQueryCompiler):
    """Compiles a search for whole words."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    table: ClassVar[FTSTable] = WHOLE_WORDS
    last_word_is_prefix: ClassVar[bool] = False

    @cached_property
    def translator(self) -> FTS5Translator:
        return FTS5Translator(self.table, self.last_word_is_prefix)

    @cached_property
    def matched(self) -> Matched:
        """What matches; asks the index itself only for a misspelt word."""
        return self.translator.matched(self.query)

    @property
    def ranks(self) -> bool:
        """Whether the best come first; what does not match is all equally good."""
        return self.order_by_relevance and not self.matched.is_negated

    def found(self) -> Statement:
        """Keys and scores of everything in the index that matches."""
        matched = self.matched
        if matched.is_everything:
            return self._filled(ALL, "id"), []
        if matched.is_negated:
            return self._filled(OTHERS, "id"), [self._match(matched.expression)]
        return self._matches(matched.expression)

    def among(self) -> Statement | None:
        """Those of them that are in the queryset; None if nothing can be."""
        found, params = self.found()
        # Asked row by row, so that what it costs goes by what matches.
        key = SQL("found.key", [])
        queryset = self.queryset.order_by().filter(pk=key).values("pk")
        try:
            sql, more = queryset.query.sql_with_params()
        except EmptyResultSet:
            return None
        return AMONG.substitute(found=found, queryset=sql), [*params, *more]

    def filtered(self) -> QuerySet:
        """The queryset of what matches, as it is ordered itself."""
        if self.matched.is_nothing:
            return self.queryset.none()
        found, params = self.found()
        keys = SQL(KEYS.substitute(found=found), params)
        queryset = self.queryset.filter(pk__in=keys)
        # In no order, pages would overlap.
        return queryset if queryset.query.order_by else queryset.order_by("-pk")

    def match(self) -> str:
        """What FTS5 matches when it marks words."""
        matched = self.matched
        return self._match("" if matched.is_negated else matched.expression)

    def _matches(self, expression: str) -> Statement:
        names = [f"boosted_{n}" for n in range(len(self.translator.boosted))]
        tables, joins, scores = [], [], [self._score()]
        params: list[Any] = []
        for name, (boosted, factor) in zip(names, self.translator.boosted, strict=True):
            tables.append(
                BOOSTED.substitute(
                    name=name,
                    table=self.table.name,
                    score=self._score(),
                    factor=factor - 1,
                )
            )
            joins.append(f"LEFT JOIN {name} ON {name}.id = {self.table.name}.rowid")
            scores.append(f"coalesce({name}.score, 0.0)")
            params.append(self._match(boosted))
        sql = self._filled(
            MATCHES,
            f"{self.table.name}.rowid",
            boosted=f"WITH {', '.join(tables)}" if tables else "",
            score=" + ".join(scores),
            joins=" ".join(joins),
        )
        return sql, [*params, self._match(expression)]

    def _score(self) -> str:
        """The better the greater, as everywhere but in FTS5."""
        by_path = boosts(self.queryset.model, self.table.kind)
        weights = [str(float(by_path.get(path, 1))) for path in self.table.columns]
        return SCORE.substitute(table=self.table.name, weights=", ".join(weights))

    def _match(self, expression: str) -> str:
        # No words at all are a phrase that stands nowhere.
        expression = expression or '""'
        if self.fields is None:
            return expression
        columns = [f'"{self.table.columns[field]}"' for field in self.fields]
        return f"{{{' '.join(columns)}}} : {expression}"

    def _filled(self, template: Template, column: str, **parts: str) -> str:
        return template.substitute(
            table=self.table.name,
            key=KEY,
            is_of=is_of(self.queryset.model, column),
            **parts,
        )


class FTS5AutocompleteCompiler(FTS5SearchCompiler):
    """Compiles a search for words of which the last may not be finished."""

    table = BEGINNINGS
    last_word_is_prefix = True
