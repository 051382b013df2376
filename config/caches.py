"""What Django is told of the cache."""

from pathlib import Path
from typing import Any


def caches(directory: Path) -> dict[str, dict[str, Any]]:
    """The cache on this machine's disk; what goes wrong with it is a miss."""
    return {
        "default": {
            "BACKEND": "home.caches.ForgivingCache",
            "LOCATION": directory,
            "OPTIONS": {
                "BACKEND": "home.caches.DiskCache",
                "MAX_ENTRIES": 20_000,
            },
        }
    }
