"""A search backend for PostgreSQL: Wagtail's own, made quick and forgiving.

The index entries are Wagtail's. What goes into their vectors are words as
`search.backends.words` has them, so that a search finds the same as on SQLite.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import BigIntegerField, F, FloatField, Model, QuerySet, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres import postgres, weights
from modelsearch.conf import get_app_config
from modelsearch.index import AutocompleteField, SearchField
from modelsearch.query import Fuzzy
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks

from search.backends.documents import field_paths, texts
from search.backends.expressions import Matched, Translator
from search.backends.words import folded, words

IndexEntry = get_app_config().get_model("IndexEntry", require_ready=False)
WRITTEN = ["title", "body", "autocomplete", "title_norm", "title_text", "body_text"]
# PostgreSQL refuses longer ones, and a vector of more than a million bytes.
LONGEST_WORD = 255
LONGEST_TEXT = 250_000
# Divides a rank by the logarithm of the text's length.
BY_LENGTH = Value(1)
KEY = Cast("object_id", BigIntegerField())


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


class PostgreSQLIndex(postgres.PostgresIndex):
    """Wagtail's index entries, each written without a look at the others."""

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: ranks are divided by length, which no other entry has a part in."""

    def add_items(self, model: type[Model], objs: Sequence[Model]) -> None:
        content_type = get_content_type_pk(model)
        entries = [self._entry(content_type, instance) for instance in objs]
        IndexEntry._default_manager.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=WRITTEN,
        )

    def _entry(self, content_type: int, instance: Model) -> Model:
        labels = labels_of(type(instance), SearchField)
        found = texts(instance, SearchField)
        title = {path: text for path, text in found.items() if is_title(path)}
        body = {path: text for path, text in found.items() if not is_title(path)}
        return IndexEntry(
            content_type_id=content_type,
            object_id=str(instance.pk),
            title=self._vector(title, labels, self.backend.config),
            body=self._vector(body, labels, self.backend.config),
            autocomplete=self._vector(
                texts(instance, AutocompleteField),
                labels_of(type(instance), AutocompleteField),
                self.backend.autocomplete_config,
            ),
            title_norm=1.0,
            title_text=" ".join(filter(None, title.values())),
            body_text=" ".join(filter(None, body.values())),
        )

    @staticmethod
    def _vector(texts: dict[str, str], labels: dict[str, str], config: str) -> Any:
        vector: Any = SearchVector(Value(""), config=config)
        for path, text in texts.items():
            words = Value(indexable(text[:LONGEST_TEXT]))
            vector += SearchVector(words, weight=labels[path], config=config)
        return vector


class PostgreSQLSearchCompiler(postgres.PostgresSearchQueryCompiler):
    """Compiles a search for whole words."""

    columns: tuple[str, ...] = ("title", "body")

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
            queryset = self.narrowed(self.queryset, config, "index_entries__")
            rank = self.rank(config, "index_entries__")
        return self._ordered(queryset, rank, score_field)[start:stop]

    def entries(self, config: str | None) -> QuerySet:
        """The index entries of the model that match; no other table is asked."""
        types = get_descendants_content_types_pks(self.queryset.model)
        entries = IndexEntry._default_manager.filter(content_type_id__in=types)
        return self.narrowed(entries, config)

    def narrowed(
        self, queryset: QuerySet, config: str | None, entry: str = ""
    ) -> QuerySet:
        """What of a queryset matches; `entry` leads from it to the index entries."""
        matched = self.matched
        if matched.is_nothing:
            return queryset.none()
        if matched.is_everything:
            return queryset
        negation = "!" if matched.is_negated else ""
        tsquery = self._tsquery(f"{negation}{matched.expression}", config)
        return queryset.alias(_vector=self._vector(entry)).filter(_vector=tsquery)

    def rank(self, config: str | None, entry: str = "") -> Any:
        """How good a match is; what does not match is all equally good."""
        if self.matched.is_negated or self.matched.is_nothing:
            return Value(0.0, FloatField())
        rank: Any = self._rank(self.matched.expression, config, entry)
        for expression, factor in self.translator.boosted:
            rank += self._rank(expression, config, entry) * Value(factor - 1.0)
        return rank

    def weights(self) -> list[float]:
        """How much a word counts by its weight, from D to A."""
        labels = self.labels or weights.WEIGHTS
        values = zip(weights.WEIGHTS_VALUES, reversed(weights.WEIGHTS), strict=True)
        return [value if label in labels else 0.0 for value, label in values]

    def _rank(self, expression: str, config: str | None, entry: str) -> SearchRank:
        return SearchRank(
            self._vector(entry),
            self._tsquery(expression, config),
            weights=self.weights(),
            normalization=BY_LENGTH,
        )

    def _tsquery(self, expression: str, config: str | None) -> SearchQuery:
        return SearchQuery(expression, search_type="raw", config=config)

    def _vector(self, entry: str) -> Any:
        """The vector with the fields that are searched, as there is an index on it."""
        columns = self.columns
        if self.fields is not None and len(columns) > 1:
            are_titles = {is_title(field) for field in self.fields}
            columns = tuple(c for c in columns if (c == "title") in are_titles)
        vectors = [F(f"{entry}{column}") for column in columns]
        if len(vectors) == 1:
            return vectors[0]
        return CombinedExpression(vectors[0], "||", vectors[1])

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
    columns = ("autocomplete",)

    def get_config(self, backend: Any) -> str:
        return backend.autocomplete_config

    def get_search_fields_for_model(self) -> Iterable[Any]:
        return self.queryset.model.get_autocomplete_search_fields()

    def weights(self) -> list[float]:
        return [1.0] * len(weights.WEIGHTS)


class PostgreSQLSearchResults(postgres.PostgresSearchResults):
    """What was found, and the keys of it from the index alone."""

    def matched_keys(self) -> list[int]:
        """The keys of everything in the index that matches, in no order.

        Neither the model's table nor the queryset's own filters are asked, but for
        words as they may be misspelt.
        """
        if self.query_compiler.is_fuzzy:
            return [found.pk for found in self]
        return self._keys(ArrayAgg(KEY))

    def ranked_keys(self) -> list[int]:
        """The same, the best first."""
        if self.query_compiler.is_fuzzy:
            return self.matched_keys()
        rank = self.query_compiler.rank(self._config)
        return self._keys(ArrayAgg(KEY, order_by=[rank.desc(), KEY.desc()]))

    def _keys(self, keys: ArrayAgg) -> list[int]:
        return (
            self.query_compiler.entries(self._config).aggregate(keys=keys)["keys"] or []
        )

    @property
    def _config(self) -> str | None:
        return self.query_compiler.get_config(self.backend)


class PostgreSQLSearchBackend(postgres.PostgresSearchBackend):
    """Searches the default database, which is PostgreSQL."""

    query_compiler_class = PostgreSQLSearchCompiler
    autocomplete_query_compiler_class = PostgreSQLAutocompleteCompiler
    index_class = PostgreSQLIndex
    results_class = PostgreSQLSearchResults


SearchBackend = PostgreSQLSearchBackend


def indexable(text: str) -> str:
    """The words of a text as they stand in a vector or in a query for it."""
    return " ".join(word[:LONGEST_WORD] for word in words(folded(text)))


def is_title(path: str) -> bool:
    """Whether a field is of those that Wagtail keeps in an entry's `title`."""
    return path.rpartition("__")[2] == "title"


def labels_of(model: type[Model], kind: Any) -> dict[str, str]:
    """The weight, A to D, that words of each field have in a vector.

    Fields for autocomplete have no boosts; there a weight only says which field it is.
    """
    paths = field_paths(model, kind)
    if kind is AutocompleteField:
        return {path: "ABCD"[min(n, 3)] for n, path in enumerate(paths)}
    return {path: weights.get_weight(field.boost) for path, field in paths.items()}
