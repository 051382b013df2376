"""The present state of the public site, and what is worked out once for each."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connections, router
from django.http import HttpRequest

Value = TypeVar("Value")

SELECT = "SELECT number, stamp FROM home_generation"
# Hosts come from outside, with any port, and pages are many.
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

    By host, since addresses differ, or for all of them. Each generation has a
    dictionary of its own, so a thread that is late with a value of an older one can't
    give it to the newer. One that is full is emptied.
    """

    def __init__(self, *, by_host: bool) -> None:
        self.by_host = by_host
        self.forget()

    def forget(self) -> None:
        """Begin anew, as another process would."""
        self._newest: tuple[str, dict[Hashable, Any]] = ("", {})

    def of(self, generation: str) -> dict[Hashable, Any]:
        """The values of one generation; those of others are forgotten."""
        known, values = self._newest
        if known != generation or len(values) > MOST_VALUES:
            values = {}
            self._newest = (generation, values)
        return values


for_each_host = Memory(by_host=True)
# What is large: anybody can ask for a host with another port.
for_all_hosts = Memory(by_host=False)


def once(
    request: HttpRequest | None,
    name: str,
    make: Callable[[], Value],
    memory: Memory = for_each_host,
) -> Value:
    """What `make` gives, worked out once for each generation.

    The value is shared by requests, so nobody may change it. What the request itself
    decides, such as its path, has no place in it unless the name has it. A preview, and
    a request that can't tell the generation, keeps its own.
    """
    if request is None:
        return make()
    # While templates are changed, what was drawn of them is not kept.
    keeps = not (settings.DEBUG or _is_drafts(request))
    generation = of_request(request) if keeps else None
    by_host = memory.by_host and generation
    key = (request.get_host(), request.scheme, name) if by_host else (name,)
    if generation:
        values = memory.of(generation)
    else:
        values = vars(request).setdefault("frame", {})
    if key not in values:
        values[key] = make()
    found: Value = values[key]
    return found


def _is_drafts(request: HttpRequest) -> bool:
    """Whether what is shown may differ from what anyone may read."""
    return any(getattr(request, mark, False) for mark in ("is_dummy", "is_preview"))
