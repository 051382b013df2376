"""A search backend for PostgreSQL: Wagtail's own, made quick and forgiving.

The index entries are Wagtail's; `body` has the words of all fields, by weight. What
goes into vectors are words as `search.backends.words` has them, so that a search finds
the same as on SQLite.
`SEARCH_CONFIG` names the text search configuration that stems them.
"""

from modelsearch.backends.database.postgres import postgres

from search.backends.postgresql.compilers import (
    PostgreSQLAutocompleteCompiler,
    PostgreSQLSearchCompiler,
)
from search.backends.postgresql.index import PostgreSQLIndex
from search.backends.postgresql.results import PostgreSQLSearchResults


class PostgreSQLSearchBackend(postgres.PostgresSearchBackend):
    """Searches the default database, which is PostgreSQL."""

    query_compiler_class = PostgreSQLSearchCompiler
    autocomplete_query_compiler_class = PostgreSQLAutocompleteCompiler
    index_class = PostgreSQLIndex
    results_class = PostgreSQLSearchResults

    #: So many vectors of 2,000 words are unpacked and weighed in some 50 ms; who
    #: searches a larger index may look at the keys first, and rank what there is too
    #: much of by something else.
    most_ranked = 4_000
    #: A phrase is looked for in the vectors of all that have its words.
    most_phrased = 8_000
    #: A search in some fields of these unpacks as many, and takes twice the time.
    most_placed = 300


SearchBackend = PostgreSQLSearchBackend
