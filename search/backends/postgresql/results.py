"""What was found, and the keys of it from the index alone."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, router
from modelsearch.backends.database.postgres import postgres

from search.backends.postgresql.compilers import IndexEntry

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
        return _keys(*self.query_compiler.found(self._config))

    def ranked_keys(self, most: int | None = None) -> list[int]:
        """The same, the best first: all, or so many of them."""
        if self.query_compiler.is_fuzzy:
            return self.matched_keys()[:most]
        ranked, params = self.query_compiler.ranked(self._config)
        return _keys(f"{ranked} LIMIT %s", [*params, most])

    @property
    def _config(self) -> str | None:
        return self.query_compiler.get_config(self.backend)


def _keys(found: str, params: Sequence[Any]) -> list[int]:
    with connections[router.db_for_read(IndexEntry)].cursor() as cursor:
        cursor.execute(BY_INDEX.format(KEYS.format(found)), params)
        # Past what the first statement says, which is nothing.
        cursor.nextset()
        [keys] = cursor.fetchone()
    return keys or []
