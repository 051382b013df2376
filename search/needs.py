"""What searching needs."""

from home.health.readiness import NotReadyError, needs
from search.indexing.rebuilding import is_current


@needs("search", kept=15)
def index_is_current() -> None:
    if not is_current():
        raise NotReadyError(
            "The search index is older than the code: run manage.py rebuild_search."
        )
