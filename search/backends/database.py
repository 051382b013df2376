"""The search backend of whichever database the site runs on."""

from typing import Any

from django.db import connection
from django.utils.module_loading import import_string

BACKENDS = {
    "postgresql": "search.backends.postgresql.PostgreSQLSearchBackend",
    "sqlite": "search.backends.fts5.FTS5SearchBackend",
}


# `WAGTAILSEARCH_BACKENDS` names a module and takes this from it, class or function.
def SearchBackend(params: dict[str, Any]) -> Any:
    """The backend for the default database; each takes from `params` what it knows."""
    return import_string(BACKENDS[connection.vendor])(params)
