"""What Django is told of each kind of cache; what goes wrong with any is a miss."""

from pathlib import Path
from typing import Any

FORGIVING = "home.caches.ForgivingCache"


def files(directory: Path) -> dict[str, Any]:
    """A directory that all processes of one machine share."""
    return {
        "BACKEND": FORGIVING,
        "LOCATION": directory,
        "OPTIONS": {
            "BACKEND": "home.caches.DiskCache",
            "MAX_ENTRIES": 20_000,
        },
    }


def redis(url: str) -> dict[str, Any]:
    """A Redis or Valkey server that all machines share.

    A page is drawn in tens of milliseconds, so an answer is not waited for longer. A
    connection that the server closed is replaced once; a time-out is not tried again,
    as redis-py would, for seconds.
    """
    # Only who uses Redis waits for its import.
    from redis import ConnectionError as Disconnected  # noqa: PLC0415
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    return {
        "BACKEND": FORGIVING,
        "LOCATION": url,
        "OPTIONS": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "socket_connect_timeout": 0.1,
            "socket_timeout": 0.1,
            "retry": Retry(NoBackoff(), 1, (Disconnected,)),
        },
    }
