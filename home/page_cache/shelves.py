"""Where pages are kept: some by this process, all by Django's cache."""

import hashlib
from collections import OrderedDict
from threading import Lock

from django.core.cache import cache

from home.page_cache.entries import Entry

# Of the addresses of pages, and of those with a query, which anybody can invent.
BYTES = 32 * 1024 * 1024
BYTES_WITH_QUERY = 4 * 1024 * 1024
# An entry's own weight beside its body's.
OVERHEAD = 2048
A_DAY = 24 * 60 * 60


class Shelf:
    """The entries used last, up to a number of bytes."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.used = 0
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Entry | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: str, entry: Entry) -> None:
        with self._lock:
            self._drop(key)
            self._entries[key] = entry
            self.used += _weight(entry)
            while self.used > self.room:
                self._drop(next(iter(self._entries)))

    def _drop(self, key: str) -> None:
        if entry := self._entries.pop(key, None):
            self.used -= _weight(entry)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self.used = 0


def _weight(entry: Entry) -> int:
    return len(entry.body) + OVERHEAD


shelf = Shelf(BYTES)
queries = Shelf(BYTES_WITH_QUERY)


def found(key: str, state: str) -> tuple[Entry | None, Entry | None]:
    """The page as it is now, if it is kept; else one that it was before, if any."""
    if "?" in key:
        entry = queries.get(key)
        return (entry, None) if entry and entry.state == state else (None, entry)
    entry = shelf.get(key)
    if entry and entry.state == state:
        return entry, None
    shared = cache.get(_name(key))
    # The cache may hold anything.
    if isinstance(shared, Entry) and shared.state == state:
        shelf.put(key, shared)
        return shared, None
    return None, entry


def keep(key: str, entry: Entry) -> None:
    """Keep a page; what has a query is kept by this process alone, within its room.

    So nobody who invents queries pushes a page out.
    """
    if "?" in key:
        queries.put(key, entry)
        return
    shelf.put(key, entry)
    cache.set(_name(key), entry, A_DAY)


def _name(key: str) -> str:
    return f"page.{hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"
