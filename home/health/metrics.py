"""What is counted and measured, by the names that Prometheus knows it under.

Labels come from closed sets: no address, no person and no word that was searched for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from time import perf_counter
from typing import Any, Literal

from django.db import transaction
from prometheus_client import Counter, Gauge, Histogram

from home.health.answering import Answering, current

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
# Adopted by most servers' dashboards: "http_requests_total" and its fellows.
REQUESTS = Counter("http_requests", "Requests answered.", ["method", "view", "status"])
DURATION = Histogram(
    "http_request_duration_seconds", "Until the answer.", ["view"], buckets=SECONDS
)
IN_FLIGHT = Gauge(
    "http_requests_in_flight", "Being answered now.", multiprocess_mode="livesum"
)
QUERIES = Histogram(
    "db_queries_per_request",
    "Queries that a request took.",
    buckets=(0, 1, 2, 5, 10, 20, 50, 100, 200),
)
QUERY_SECONDS = Counter("db_query_seconds", "Time that requests waited for queries.")
PAGE_CACHE = Counter("page_cache_results", "What the page cache had.", ["result"])
PUBLISHES = Counter("publishes", "Pages that went live, or live anew.", ["page"])
SEARCHES = Histogram("search_seconds", "Questions to the search.", buckets=SECONDS)
REJECTED = Counter("rejected_logins", "Log-ins that were refused.")

# By the label: building one costs more than counting.
_requests = cache(REQUESTS.labels)
_duration = cache(DURATION.labels)

Cached = Literal["hit", "miss", "bypass"]


def request_answered(
    answering: Answering, method: str, view: str, status: int, seconds: float
) -> None:
    """Count an answer, how long it took, and its queries."""
    _requests(method, view, str(status)).inc()
    _duration(view).observe(seconds)
    QUERIES.observe(answering.queries)
    if answering.queries:
        QUERY_SECONDS.inc(answering.sql_seconds)


def page_cache_result(result: Cached) -> None:
    """Count what the page cache had for the request that is being answered."""
    PAGE_CACHE.labels(result).inc()
    if answering := current():
        answering.page_cache = result


@contextmanager
def search_timed(*, counts: bool) -> Iterator[None]:
    """Count a question to the search, and how long it takes to be answered."""
    began = perf_counter()
    yield
    if counts:
        SEARCHES.observe(perf_counter() - began)


def page_was_published(sender: type[Any], **kwargs: Any) -> None:
    """Count a publish once it can't be taken back any more."""
    transaction.on_commit(PUBLISHES.labels(sender.__name__).inc)


def login_was_rejected(**kwargs: Any) -> None:
    """Count a log-in that was refused, whoever it was."""
    REJECTED.inc()
