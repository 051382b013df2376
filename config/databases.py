"""What Django is told of each kind of database."""

from pathlib import Path
from typing import Any

from config import environment


def sqlite(path: Path | str) -> dict[str, Any]:
    """SQLite as a server keeps it: writers queue, a kill loses nothing.

    With Django's defaults four publishers at once lost nine publishes in ten
    ("database is locked"); with these, none.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                "PRAGMA synchronous=FULL;"
                "PRAGMA journal_size_limit=67108864;"
                "PRAGMA mmap_size=134217728;"
            ),
        },
    }


def postgresql(
    dbname: str,
    user: str = "",
    password: str = "",
    host: str = "",
    port: str = "",
    **options: Any,
) -> dict[str, Any]:
    """PostgreSQL, by libpq's names; what has no setting of its own is passed on."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": dbname,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        # A server that was started anew is no reader's trouble.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def replica(**said: str) -> dict[str, Any]:
    """A server that follows the primary: only read, and not waited for when it hangs.

    A dead host costs a reader two seconds at most, once, before others answer.
    """
    patience = {"connect_timeout": "2", "tcp_user_timeout": "2000"}
    read_only = {"options": "-c default_transaction_read_only=on"}
    settings = postgresql(**{**patience, **read_only, **said})
    # Tests have one database: what is written there is read there.
    return {**settings, "TEST": {"MIRROR": "default"}}


def databases(path: Path) -> dict[str, dict[str, Any]]:
    """The databases that the environment names, or SQLite in a file."""
    primary = environment.database()
    followers = enumerate(environment.replicas(), start=1)
    return {
        "default": postgresql(**primary) if primary else sqlite(path),
        **{f"replica-{number}": replica(**said) for number, said in followers},
    }
