"""CPU time of a question: this process's, and that of the database server for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time_ns
from typing import Any

from django.db import connection

RUNS = 7
# Enough is known of what takes this long, in milliseconds all together.
PATIENCE = 4000.0


def cost(ask: Callable[[], Any], runs: int = RUNS) -> float:
    """Milliseconds of CPU that one call takes, the median of several after one."""
    ask()
    found: list[float] = []
    while len(found) < runs and sum(found) < PATIENCE:
        found.append(cost_once(ask))
    return median(found)


def cost_once(ask: Callable[[], Any]) -> float:
    """Milliseconds of CPU that this call takes."""
    before = spent()
    ask()
    return (spent() - before) / 1e6


def spent() -> int:
    """Nanoseconds of CPU so far, of this process and of its server process."""
    return process_time_ns() + server_spent()


def server_spent() -> int:
    """Nanoseconds of CPU so far of the PostgreSQL process that serves us; else 0.

    The kernel's scheduler counts them exactly; `stat` only does in hundredths of a
    second. The server has to run on this machine.
    """
    if connection.vendor != "postgresql":
        return 0
    connection.ensure_connection()
    process = connection.connection.info.backend_pid
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0])
