"""A search backend for SQLite: FTS5 with one column for each field that is searched.

Fields weigh in BM25 by their boost. English is stemmed, accents make no difference. An
object's row is known by its content type and its integer primary key, so one is
written, replaced or removed without a look at any other. `WAGTAILSEARCH_BACKENDS` (or
`MODELSEARCH_BACKENDS`) names this module; nothing has to be set. `tables` are made
and kept in step with the models by `upkeep`, after each `migrate`.
"""

from typing import Any

from modelsearch.backends.base import BaseSearchBackend

from search.backends.fts5.compilers import FTS5AutocompleteCompiler, FTS5SearchCompiler
from search.backends.fts5.index import FTS5Index, FTS5Rebuilder
from search.backends.fts5.results import FTS5SearchResults


class FTS5SearchBackend(BaseSearchBackend):
    """Searches the default database, which is SQLite with FTS5."""

    query_compiler_class = FTS5SearchCompiler
    autocomplete_query_compiler_class = FTS5AutocompleteCompiler
    index_class = FTS5Index
    results_class = FTS5SearchResults
    rebuilder_class = FTS5Rebuilder

    #: So many rows are weighed by bm25 in some 30 ms; who searches a larger index may
    #: look at the keys first, and rank what there is too much of by something else.
    most_ranked = 30_000
    #: A phrase is looked for in all that have its words, in some 40 ms in 100,000.
    most_phrased = 300_000
    #: Of so many it costs little to tell in which field the words stand.
    most_placed = 30_000

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)


SearchBackend = FTS5SearchBackend
