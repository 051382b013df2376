"""What was found, and the keys of it from the index alone."""

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BigIntegerField, QuerySet, Value
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres import postgres

KEY = Cast("object_id", BigIntegerField())
# One value of many numbers is read sooner than many rows.
KEYS = "SELECT array_agg(key) FROM ({}) AS found"
# Has PostgreSQL take an index where there is one, however common a word is. It takes
# the vectors for small, as they are stored apart, and would sooner read them all: half
# a second for 5,000 entries, where the index takes a millisecond. All of it goes in one
# message; each statement in its own would take longer than a rare word does.
BY_INDEX = "SET LOCAL enable_seqscan = off; {}; SET LOCAL enable_seqscan TO DEFAULT"


class PostgreSQLSearchResults(postgres.PostgresSearchResults):
    """What was found, and the keys of it from the index alone."""

    def matched_keys(self) -> list[int]:
        """The keys of everything in the index that matches, in no order.

        Neither the model's table nor the queryset's own filters are asked, but for
        words as they may be misspelt.
        """
        if self.query_compiler.is_fuzzy:
            return [found.pk for found in self]
        return _keys(self._entries.order_by())

    def ranked_keys(self, most: int | None = None) -> list[int]:
        """The same, the best first: all, or so many of them."""
        if self.query_compiler.is_fuzzy:
            return self.matched_keys()[:most]
        rank = self.query_compiler.rank(self._config)
        # PostgreSQL orders by no constant, which the rank of an exclusion is.
        order = [] if isinstance(rank, Value) else [rank.desc()]
        return _keys(self._entries.order_by(*order, KEY.desc())[:most])

    @property
    def _entries(self) -> QuerySet:
        return self.query_compiler.entries(self._config)

    @property
    def _config(self) -> str | None:
        return self.query_compiler.get_config(self.backend)


def _keys(entries: QuerySet) -> list[int]:
    try:
        found, params = entries.values(key=KEY).query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[entries.db].cursor() as cursor:
        cursor.execute(BY_INDEX.format(KEYS.format(found)), params)
        # Past what the first statement says, which is nothing.
        cursor.nextset()
        [keys] = cursor.fetchone()
    return keys or []
