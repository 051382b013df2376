"""What it costs to observe a request: its id, metrics, log line and queries.

    python -m bench.observing

Prints microseconds of processor time a request, the median of several rounds, with
the metrics in files as several workers share them.
"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

import django

ROUNDS = 15
REQUESTS = 2000


def median_microseconds(do: Callable[[], object]) -> float:
    """The median over rounds, of one call among many."""
    took = []
    for _ in range(ROUNDS):
        began = process_time()
        for _ in range(REQUESTS):
            do()
        took.append((process_time() - began) / REQUESTS * 1e6)
    return statistics.median(took)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    with tempfile.TemporaryDirectory() as folder:
        from home.health.metrics_port import opened  # noqa: PLC0415

        opened("127.0.0.1", 0, Path(folder, "metrics"))
        django.setup()
        for line in measured():
            sys.stdout.write(f"{line}\n")


def measured() -> list[str]:
    """A line for each part."""
    from django.db import connection  # noqa: PLC0415
    from django.http import HttpRequest, HttpResponse  # noqa: PLC0415

    from home.health.answering import begin  # noqa: PLC0415
    from home.health.observing import observe  # noqa: PLC0415
    from home.health.probes import probes  # noqa: PLC0415

    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", "/writing/", "/writing/"
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    response = HttpResponse(b"x" * 1000)

    def page(request: HttpRequest) -> HttpResponse:
        return response

    watched, observed = probes(page), observe(page)
    bare = median_microseconds(lambda: page(request))
    probed = median_microseconds(lambda: watched(request))
    plain = median_microseconds(lambda: observed(request))
    access = logging.getLogger("home.access")
    access.handlers = [logging.StreamHandler(Path(os.devnull).open("w"))]  # noqa: SIM115
    access.setLevel(logging.INFO)
    written = median_microseconds(lambda: observed(request))

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    ask()
    begin(request)
    counted = median_microseconds(ask)
    wrappers = list(connection.execute_wrappers)
    connection.execute_wrappers.clear()
    alone = median_microseconds(ask)
    connection.execute_wrappers.extend(wrappers)
    return [
        f"probes in front:         {probed - bare:6.1f} µs a request",
        f"id, metrics:             {plain - bare:6.1f} µs a request",
        f"a line in the log:       {written - plain:6.1f} µs a request",
        f"counting a query:        {counted - alone:6.1f} µs a query",
    ]


if __name__ == "__main__":
    main()
