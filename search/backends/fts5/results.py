"""What a search found."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Template
from typing import Any

from django.db import connection
from django.db.models import Count, Model
from modelsearch.backends.base import BaseSearchResults, FilterFieldError

from search.backends.fts5.rowids import KEY, rowids

# One value of many numbers comes out of SQLite sooner than many rows.
KEYS = Template("SELECT json_group_array(key) FROM ($found)")
PAGE = Template(
    "SELECT key, score FROM ($found) ORDER BY score DESC, key DESC LIMIT %s OFFSET %s"
)
SCORES = Template("SELECT key, score FROM ($found) WHERE key IN ($keys)")
COUNT = Template("SELECT count(*) FROM ($found)")
SNIPPETS = Template(
    "SELECT rowid & $key, snippet($table, -1, '$begin', '$end', '…', $words)"
    " FROM $table WHERE $table MATCH %s AND rowid IN ($rowids)"
)
BEGIN, END = "\x02", "\x03"
# As SQLite has it: how many rows are “all the rest”.
NO_LIMIT = -1


@dataclass(frozen=True)
class Segment:
    """A piece of a snippet: words that were searched for, or what is between them."""

    text: str
    is_match: bool


class FTS5SearchResults(BaseSearchResults):
    """Ranks keys inside the database, then fetches the objects of those it needs."""

    supports_facet = True

    def matched_keys(self) -> list[int]:
        """The keys of everything in the index that matches, in no order.

        Neither the model's table nor the queryset's own filters are asked.
        """
        found, params = self.query_compiler.found()
        return _keys(found, params)

    def ranked_keys(self, most: int | None = None) -> list[int]:
        """The same, the best first: all, or so many of them."""
        found, params = self.query_compiler.found()
        limit = NO_LIMIT if most is None else most
        return _keys(PAGE.substitute(found=found), [*params, limit, 0])

    def snippets(
        self, keys: Iterable[int], words: int = 32
    ) -> dict[int, list[Segment]]:
        """The part of each text, 64 words at most, where most of the words stand.

        Of what was not found there is none.
        """
        compiler = self.query_compiler
        numbers = ", ".join(map(str, rowids(self.model, keys)))
        sql = SNIPPETS.substitute(
            table=compiler.table.name,
            key=KEY,
            begin=BEGIN,
            end=END,
            words=words,
            rowids=numbers,
        )
        found = rows(sql, [compiler.match()])
        return {key: _segments(snippet) for key, snippet in found}

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """How many of the results have each value of a field, the most first."""
        compiler = self.query_compiler
        if compiler._get_filterable_field(field_name) is None:
            message = (
                f'Cannot facet search results with field "{field_name}". Please add '
                f"index.FilterField('{field_name}') to "
                f"{self.model.__name__}.search_fields."
            )
            raise FilterFieldError(message, field_name=field_name)
        values = compiler.filtered().order_by().values_list(field_name)
        return OrderedDict(values.annotate(count=Count("pk")).order_by("-count"))

    def _do_count(self) -> int:
        total = self._total()
        stop = total if self.stop is None else min(self.stop, total)
        return max(0, stop - self.start)

    def _total(self) -> int:
        compiler = self.query_compiler
        if compiler.matched.is_everything:
            return compiler.queryset.count()
        found = compiler.among()
        if found is None:
            return 0
        sql, params = found
        [(total,)] = rows(COUNT.substitute(found=sql), params)
        return total

    def _do_search(self) -> list[Model]:
        queryset = self.query_compiler.queryset
        if self.query_compiler.matched.is_everything:
            return self._scored(queryset[self._slice], {})
        scores = self._scores()
        objects = queryset.order_by().in_bulk(list(scores))
        found = [objects[key] for key in scores if key in objects]
        return self._scored(found, scores)

    def _scores(self) -> dict[int, float]:
        """The keys of this slice of the results, in their order, with their scores."""
        compiler = self.query_compiler
        if compiler.ranks:
            return self._best()
        keys = list(compiler.filtered().values_list("pk", flat=True)[self._slice])
        if not self._score_field:
            return dict.fromkeys(keys, 0.0)
        found, params = compiler.found()
        numbers = ", ".join(map(str, keys))
        scores = dict(rows(SCORES.substitute(found=found, keys=numbers), params))
        return {key: scores[key] for key in keys}

    def _best(self) -> dict[int, float]:
        found = self.query_compiler.among()
        if found is None:
            return {}
        sql, params = found
        limit = NO_LIMIT if self.stop is None else self.stop - self.start
        page = PAGE.substitute(found=sql)
        return dict(rows(page, [*params, limit, self.start]))

    def _scored(
        self, objects: Iterable[Model], scores: dict[int, float]
    ) -> list[Model]:
        objects = list(objects)
        if self._score_field:
            for found in objects:
                setattr(found, self._score_field, scores.get(found.pk, 0.0))
        return objects

    @property
    def _slice(self) -> slice:
        return slice(self.start, self.stop)


def rows(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _keys(found: str, params: Sequence[Any]) -> list[int]:
    [(keys,)] = rows(KEYS.substitute(found=found), params)
    return json.loads(keys)


def _segments(snippet: str) -> list[Segment]:
    """The pieces of a snippet, in which FTS5 marked where matches begin and end."""
    pieces = []
    for part in snippet.split(BEGIN):
        match, end, rest = part.rpartition(END)
        pieces.append(
            Segment(match, is_match=True) if end else Segment("", is_match=True)
        )
        pieces.append(Segment(rest, is_match=False))
    return [piece for piece in pieces if piece.text]
