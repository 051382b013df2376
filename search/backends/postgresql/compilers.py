"""From a search query and a queryset to another queryset."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, FloatField, QuerySet, Value
from modelsearch.backends.database.postgres import postgres, weights
from modelsearch.conf import get_app_config
from modelsearch.index import AutocompleteField
from modelsearch.query import Fuzzy
from modelsearch.utils import get_descendants_content_types_pks

from search.backends.expressions import Matched, Translator
from search.backends.postgresql.vectors import indexable, is_title, labels_of
from search.backends.words import words

IndexEntry = get_app_config().get_model("IndexEntry", require_ready=False)
# Divides a rank by the logarithm of the text's length.
BY_LENGTH = 1
FOUND = "SELECT object_id::bigint AS key FROM {} WHERE {}"
TSQUERY = "to_tsquery(coalesce(%s::regconfig, get_current_ts_config()), %s)"

# SQL, and what its placeholders stand for.
Statement = tuple[str, list[Any]]


class PostgreSQLTranslator(Translator):
    """Translates a query for words of some weights, or of all when none is named."""

    AND = " & "
    OR = " | "
    AND_NOT = " & !"

    def __init__(self, labels: str = "", last_word_is_prefix: bool = False) -> None:
        super().__init__(last_word_is_prefix)
        self.labels = labels

    def phrase(self, phrase: list[str], is_prefix: bool = False) -> str:
        suffix = f"{'*' if is_prefix else ''}{self.labels}"
        return f"'{indexable(' '.join(phrase))}'{suffix and f':{suffix}'}"


class PostgreSQLSearchCompiler(postgres.PostgresSearchQueryCompiler):
    """Compiles a search for whole words."""

    # The vector of all fields; Wagtail's `body` has the title's words here too.
    column = "body"

    def __init__(self, queryset: QuerySet, query: Any, **options: Any) -> None:
        if isinstance(query, Fuzzy):
            query = Fuzzy(
                " ".join(words(query.query_string)), query.operator, query.unaccent
            )
        super().__init__(queryset, query, **options)

    @cached_property
    def labels(self) -> str:
        """The weights of the fields that are searched; none when all are."""
        if self.fields is None:
            return ""
        labels = labels_of(self.queryset.model, self.TARGET_SEARCH_FIELD_TYPE)
        return "".join(sorted({labels[field] for field in self.fields}))

    @cached_property
    def translator(self) -> PostgreSQLTranslator:
        return PostgreSQLTranslator(self.labels, self.LAST_TERM_IS_PREFIX)

    @cached_property
    def matched(self) -> Matched:
        return self.translator.matched(self.query)

    @property
    def is_fuzzy(self) -> bool:
        """Whether trigrams decide; part of a query, misspelt words are as they are."""
        return isinstance(self.query, Fuzzy)

    def search(
        self,
        config: str | None,
        start: int | None,
        stop: int | None,
        score_field: str | None = None,
        backend: Any = None,
    ) -> QuerySet:
        """The queryset's part that matches, from one place to another."""
        if self.matched.is_everything:
            return self.queryset[start:stop]
        if self.is_fuzzy and not self.matched.is_nothing:
            queryset, rank = self._build_fuzzy_queryset(config, backend)
        else:
            queryset, rank = self._narrowed(config), self._rank(config)
        return self._ordered(queryset, rank, score_field)[start:stop]

    def found(self, config: str | None) -> Statement:
        """The keys of the index entries that match; no other table is asked.

        Written out: to compile a queryset takes longer than to look up a rare word.
        """
        matched = self.matched
        where: list[str] = [self._is_of_model()]
        params: list[Any] = []
        if matched.is_nothing:
            where = ["false"]
        elif not matched.is_everything:
            where.append(f"{self.vector} @@ {TSQUERY}")
            negation = "!" if matched.is_negated else ""
            params = [config, f"{negation}{matched.expression}"]
        table = IndexEntry._meta.db_table
        return FOUND.format(table, " AND ".join(where)), params

    def ranked(self, config: str | None) -> Statement:
        """The same, the best first; what does not match is all equally good."""
        found, params = self.found(config)
        if self.matched.is_negated or self.matched.is_nothing:
            return f"{found} ORDER BY key DESC", params
        counting = [(self.matched.expression, 1.0)]
        counting += [(text, factor - 1.0) for text, factor in self.translator.boosted]
        weights = f"'{{{', '.join(map(str, self.weights()))}}}'"
        rank = f"ts_rank({weights}, {self.vector}, {TSQUERY}, {BY_LENGTH}) * %s"
        best = " + ".join([rank] * len(counting))
        for expression, factor in counting:
            params += [config, expression, factor]
        return f"{found} ORDER BY {best} DESC, key DESC", params

    def _is_of_model(self) -> str:
        types = sorted(get_descendants_content_types_pks(self.queryset.model))
        # The sum keeps PostgreSQL from the index on types, by which it would have to
        # read the vectors of all entries of a type.
        return f"content_type_id + 0 IN ({', '.join(map(str, types))})"

    def _narrowed(self, config: str | None) -> QuerySet:
        """What of the queryset matches."""
        matched = self.matched
        if matched.is_nothing:
            return self.queryset.none()
        negation = "!" if matched.is_negated else ""
        tsquery = self._tsquery(f"{negation}{matched.expression}", config)
        return self.queryset.alias(_vector=self._vector).filter(_vector=tsquery)

    def _rank(self, config: str | None) -> Any:
        """How good a match is; what does not match is all equally good."""
        if self.matched.is_negated or self.matched.is_nothing:
            return Value(0.0, FloatField())
        rank: Any = self._rank_by(self.matched.expression, config)
        for expression, factor in self.translator.boosted:
            rank += self._rank_by(expression, config) * Value(factor - 1.0)
        return rank

    def weights(self) -> list[float]:
        """How much a word counts by its weight, from D to A."""
        labels = self.labels or weights.WEIGHTS
        values = zip(weights.WEIGHTS_VALUES, reversed(weights.WEIGHTS), strict=True)
        return [value if label in labels else 0.0 for value, label in values]

    @property
    def _vector(self) -> F:
        return F(f"index_entries__{self.vector}")

    def _rank_by(self, expression: str, config: str | None) -> SearchRank:
        return SearchRank(
            self._vector,
            self._tsquery(expression, config),
            self.weights(),
            normalization=BY_LENGTH,
        )

    def _tsquery(self, expression: str, config: str | None) -> SearchQuery:
        return SearchQuery(expression, search_type="raw", config=config)

    @property
    def vector(self) -> str:
        """The column of the smallest vector with the fields that are searched."""
        if self.fields is not None and all(map(is_title, self.fields)):
            return "title"
        return self.column

    def _ordered(
        self, queryset: QuerySet, rank: Any, score_field: str | None
    ) -> QuerySet:
        if score_field is not None:
            queryset = queryset.annotate(**{score_field: rank})
        if self.order_by_relevance and not self.matched.is_negated:
            return queryset.order_by(rank.desc(), "-pk")
        # In no order, pages would overlap.
        return queryset if queryset.query.order_by else queryset.order_by("-pk")


class PostgreSQLAutocompleteCompiler(PostgreSQLSearchCompiler):
    """Compiles a search for words of which the last may not be finished."""

    LAST_TERM_IS_PREFIX = True
    TARGET_SEARCH_FIELD_TYPE = AutocompleteField
    column = "autocomplete"

    @property
    def vector(self) -> str:
        return self.column

    def get_config(self, backend: Any) -> str:
        return backend.autocomplete_config

    def get_search_fields_for_model(self) -> Iterable[Any]:
        return self.queryset.model.get_autocomplete_search_fields()

    def weights(self) -> list[float]:
        return [1.0] * len(weights.WEIGHTS)
