"""What is known of the request that is being answered: its id, its queries."""

import re
from bisect import insort
from contextvars import ContextVar
from dataclasses import dataclass, field
from secrets import token_hex
from time import perf_counter

from django.http import HttpRequest

from home.security.remote_addresses import is_believed

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")
# How many of the slowest statements are remembered.
REMEMBERED = 5


@dataclass(slots=True)
class Answering:
    """One request, from when it came in."""

    id: str
    began: float = field(default_factory=perf_counter)
    queries: int = 0
    sql_seconds: float = 0.0
    # Seconds and statement, the quickest first.
    slowest: list[tuple[float, str]] = field(default_factory=list)
    page: str = ""
    page_cache: str = ""

    def count(self, statement: str, seconds: float) -> None:
        """Add a query to the tally."""
        self.queries += 1
        self.sql_seconds += seconds
        if len(self.slowest) < REMEMBERED:
            insort(self.slowest, (seconds, statement))
        elif seconds > self.slowest[0][0]:
            self.slowest[0] = (seconds, statement)
            self.slowest.sort()


# Not taken back after the answer: what Django logs then still belongs to it.
_current: ContextVar[Answering | None] = ContextVar("answering", default=None)


def begin(request: HttpRequest) -> Answering:
    """Take note of a request that came in."""
    answering = Answering(id_for(request))
    _current.set(answering)
    return answering


def current() -> Answering | None:
    """The request that this thread answers, or answered last."""
    return _current.get()


def id_for(request: HttpRequest) -> str:
    """The id that a proxy of ours gave the request, or a new one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    if WELL_FORMED.fullmatch(given) and is_believed(
        request.META.get("REMOTE_ADDR", "")
    ):
        return given
    return token_hex(8)
