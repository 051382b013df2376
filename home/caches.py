"""A cache that is never the reason why a page fails."""

import logging
import time
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from itertools import count
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_COMPLAINTS = 60


# A look at how full it is lists the directory: 16 ms at 10,000 entries.
SETS_BETWEEN_LOOKS = 100


class DiskCache(FileBasedCache):
    """Files, counted now and then rather than before each that is written."""

    def __init__(self, location: Any, params: dict[str, Any]) -> None:
        super().__init__(location, params)
        self._sets = count()

    def _cull(self) -> None:
        if next(self._sets) % SETS_BETWEEN_LOOKS == 0:
            super()._cull()  # type: ignore[misc]


class ForgivingCache(BaseCache):
    """Keeps things in the backend that OPTIONS name, and takes its errors for misses.

    Wagtail reads the cache unguarded: with the cache down, or with rubbish in it, not
    even a page's address could be told.
    """

    # For all threads, each of which has a cache of its own.
    _silent_until = 0.0

    def __init__(self, location: Any, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = dict(params.get("OPTIONS") or {})
        backend = import_string(options.pop("BACKEND"))
        self._make = partial(backend, location, {**params, "OPTIONS": options})

    @cached_property
    def kept(self) -> BaseCache:
        """The backend. To make one can fail too: files need their folder."""
        made: BaseCache = self._make()
        return made

    def _tried(self, call: Callable[[], Any], otherwise: Any = None) -> Any:
        try:
            return call()
        except Exception as error:
            now = time.monotonic()
            if now >= ForgivingCache._silent_until:
                ForgivingCache._silent_until = now + SECONDS_BETWEEN_COMPLAINTS
                logger.error("The cache fails: %r", error, exc_info=error)
            return otherwise

    def add(
        self,
        key: Any,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        return bool(self._tried(lambda: self.kept.add(key, value, timeout, version)))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._tried(lambda: self.kept.get(key, default, version), default)

    def set(
        self,
        key: Any,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        self._tried(lambda: self.kept.set(key, value, timeout, version))

    def touch(
        self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return bool(self._tried(lambda: self.kept.touch(key, timeout, version)))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._tried(lambda: self.kept.delete(key, version)))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._tried(lambda: self.kept.has_key(key, version)))

    def get_many(
        self, keys: Iterable[Any], version: int | None = None
    ) -> dict[Any, Any]:
        found: dict[Any, Any] = self._tried(
            lambda: self.kept.get_many(keys, version), {}
        )
        return found

    def set_many(
        self,
        data: dict[Any, Any],
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> list[Any]:
        """Store them; gives the keys that could not be."""
        failed: list[Any] = self._tried(
            lambda: self.kept.set_many(data, timeout, version), list(data)
        )
        return failed

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        self._tried(lambda: self.kept.delete_many(keys, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Add to a number; `ValueError` where there is none, as Django has it."""
        number = self._tried(lambda: self._counted(key, delta, version))
        if number is None:
            raise ValueError(f"Key '{key}' not found")
        return int(number)

    def _counted(self, key: Any, delta: int, version: int | None) -> int | None:
        try:
            return self.kept.incr(key, delta, version)
        except ValueError:
            return None

    def clear(self) -> None:
        # To have the backend at all may fail too.
        self._tried(lambda: self.kept.clear())  # noqa: PLW0108

    def close(self, **kwargs: Any) -> None:
        self._tried(lambda: self.kept.close(**kwargs))
