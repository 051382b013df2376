"""The present state of the public site, and what is worked out once for each."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.apps import apps
from django.db import connections, router
from django.http import HttpRequest

Value = TypeVar("Value")

SELECT = "SELECT number, stamp FROM home_generation"
# Hosts come from outside, with any port.
MOST_VALUES = 1000


def current() -> str | None:
    """The generation; none within a transaction, whose changes may yet be undone."""
    connection = connections[router.db_for_read(apps.get_model("home", "Generation"))]
    if connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        cursor.execute(SELECT)
        row = cursor.fetchone()
    return f"{row[0]}-{row[1]}" if row else None


def of_request(request: HttpRequest) -> str | None:
    """The generation when the request first asked, before it read anything by it."""
    known = vars(request)
    if "generation" not in known:
        known["generation"] = current()
    found: str | None = known["generation"]
    return found


class Memory:
    """What this process has worked out for the newest generation it knows.

    Each generation has a dictionary of its own, so a thread that is late with a value
    of an older one can't give it to the newer.
    """

    def __init__(self) -> None:
        self._newest: tuple[str, dict[Hashable, Any]] = ("", {})

    def of(self, generation: str) -> dict[Hashable, Any]:
        """The values of one generation; those of others are forgotten."""
        known, values = self._newest
        if known != generation or len(values) > MOST_VALUES:
            values = {}
            self._newest = (generation, values)
        return values


frame = Memory()


def once(
    request: HttpRequest | None,
    name: str,
    make: Callable[[], Value],
    *,
    by_host: bool = True,
) -> Value:
    """What `make` gives, worked out once for each generation, and each host or for all.

    What is large is not kept by host: anybody can ask for one with another port. The
    value is shared by requests, so nobody may change it. What the request itself
    decides, such as its path, has no place in it. A preview, and a request that can't
    tell the generation, keeps its own.
    """
    if request is None:
        return make()
    generation = None if _is_drafts(request) else of_request(request)
    host = (request.get_host(), request.scheme) if by_host and generation else ()
    key = (*host, name)
    if generation:
        values = frame.of(generation)
    else:
        values = vars(request).setdefault("frame", {})
    if key not in values:
        values[key] = make()
    found: Value = values[key]
    return found


def _is_drafts(request: HttpRequest) -> bool:
    """Whether what is shown may differ from what anyone may read."""
    return any(getattr(request, mark, False) for mark in ("is_dummy", "is_preview"))
