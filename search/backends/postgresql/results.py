"""What a search found."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connections, transaction
from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres import postgres

KEY = Cast("object_id", BigIntegerField())


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
        entries = self.query_compiler.entries(self._config)
        with by_index(entries.db):
            return entries.aggregate(keys=keys)["keys"] or []

    @property
    def _config(self) -> str | None:
        return self.query_compiler.get_config(self.backend)


@contextmanager
def by_index(alias: str) -> Iterator[None]:
    """Has PostgreSQL take an index where there is one, however common a word is.

    It takes the vectors for small, as they are stored apart, and would sooner read them
    all: half a second for 5,000 entries, where the index takes a millisecond.
    """
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
