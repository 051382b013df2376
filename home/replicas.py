"""Which database answers: readers are served from replicas, all else from the primary.

Only an anonymous GET or HEAD of the public site may read from a replica. One is chosen
when the request first reads, and kept for all of it, so that a page is never older
than the generation it is stored under. A request that writes, or reads within a
transaction, reads from the primary from then on.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.http import HttpRequest, HttpResponse

from home.middleware import is_admin, is_dummy

Handler = Callable[[HttpRequest], HttpResponse]

# How far a server has got in its log, as a number that grows.
POSITION = """
SELECT pg_wal_lsn_diff(
    CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
         ELSE pg_current_wal_lsn() END, '0/0')
"""
PAUSE = 1.0


@dataclass
class Source:
    """Where one request reads; nowhere yet at first."""

    alias: str = ""


_source: ContextVar[Source | None] = ContextVar("source", default=None)


def read_from_replicas(get_response: Handler) -> Handler:
    """Let a reader's request read from a replica."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_a_readers(request):
            return get_response(request)
        with _reading(Source()):
            return get_response(request)

    return middleware


def is_a_readers(request: HttpRequest) -> bool:
    """Whether nobody is signed in, nothing is sent, and the page is a public one."""
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not is_admin(request)
        and not is_dummy(request)
    )


def reading_from_primary() -> AbstractContextManager[None]:
    """Read what was written a moment ago, within the block."""
    return _reading(None)


@contextmanager
def _reading(source: Source | None) -> Iterator[None]:
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)


class ReplicaRouter:
    """Django's router: https://docs.djangoproject.com/en/5.2/topics/db/multi-db/"""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        source = _source.get()
        if source is None:
            return DEFAULT_DB_ALIAS
        if transaction.get_connection().in_atomic_block:
            source.alias = DEFAULT_DB_ALIAS
        source.alias = source.alias or chosen()
        return source.alias

    def db_for_write(self, model: Any, **hints: Any) -> str:
        if source := _source.get():
            source.alias = DEFAULT_DB_ALIAS
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def chosen() -> str:
    """A replica that answers and is not behind, or the primary when there is none."""
    watch.begin()
    for alias in random.sample(watch.current, len(watch.current)):
        if answers(alias):
            return alias
        watch.leave_out(alias)
    return DEFAULT_DB_ALIAS


def answers(alias: str) -> bool:
    """Whether a connection is there, tried once a request, or can be made."""
    try:
        with connections[alias].cursor():
            return True
    except DatabaseError:
        return False


class Watch:
    """Looks once a second which replicas answer and have what the primary had then.

    A thread of each process does, so that no reader waits for a server that is down.
    While the primary can't be asked, every replica that answers counts as current.
    """

    def __init__(self) -> None:
        self.current = list(settings.REPLICAS)
        self._begun = Lock()
        self._ended = Event()
        # Where the primary was a look ago.
        self._mark = 0

    def begin(self) -> None:
        """Start the thread, when this process has none yet."""
        if self._begun.acquire(blocking=False):
            Thread(target=self._keep_looking, daemon=True).start()

    def _keep_looking(self) -> None:
        while not self._ended.wait(PAUSE):
            self.look()
        connections.close_all()

    def look(self) -> None:
        """See who may be read from until the next look."""
        mark, self._mark = self._mark, position(DEFAULT_DB_ALIAS) or 0
        places = {alias: position(alias) for alias in settings.REPLICAS}
        self.current = [
            alias
            for alias, place in places.items()
            if place is not None and place >= min(mark, self._mark)
        ]

    def leave_out(self, alias: str) -> None:
        """Ask a replica nothing until the next look."""
        self.current = [other for other in self.current if other != alias]

    def end(self) -> None:
        """Stop the thread within a second."""
        self._ended.set()


def position(alias: str) -> int | None:
    """How far a database has got; None when it does not answer."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return 0 if answers(alias) else None
    try:
        with connection.cursor() as cursor:
            cursor.execute(POSITION)
            return int(cursor.fetchone()[0])
    except DatabaseError:
        connection.close()
        return None


watch = Watch()
