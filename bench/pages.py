"""Queries, CPU time and weight of each kind of page, over the data of `make run`.

    DATA_DIR=var .venv/bin/python -m bench.pages

CPU time is this process's own, the median of many requests through the whole
middleware, without the server. Weight is the page with its style sheets and scripts,
each compressed as it is served; fonts are not counted.
"""

import gzip
import logging
import os
import re
import statistics
import sys
import time
from collections.abc import Iterator

import django

ROUNDS = 40
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
PAGES = (
    ("home", "/"),
    ("index", "/writing/"),
    ("review", "/writing/kafka/"),
    ("tag", "/writing/tags/benchmarks/"),
    ("series", "/writing/from-logs-to-language-models/"),
    ("search", "/search/?q=messages"),
    ("about", "/about/"),
    ("feed", "/feed/"),
    ("404", "/nothing/"),
)


def main() -> None:
    """Print one row a page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    logging.getLogger("django.request").setLevel(logging.ERROR)
    sys.stdout.write(
        f"{'page':<8}{'queries':>8}{'CPU ms':>8}{'HTML kB':>9}{'all kB':>8}\n"
    )
    for name, address in PAGES:
        queries, milliseconds, html, whole = measure(address)
        sys.stdout.write(
            f"{name:<8}{queries:>8}{milliseconds:>8.1f}{html:>9.1f}{whole:>8.1f}\n"
        )


def measure(address: str) -> tuple[int, float, float, float]:
    """Queries, median CPU milliseconds, and kilobytes compressed: page, and all."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1")
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        content = client.get(address).content
    queries = len(captured)
    spent = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        client.get(address)
        spent.append(time.process_time() - begun)
    html = len(gzip.compress(content)) / 1000
    assets = sum(weights(content.decode())) / 1000
    return queries, statistics.median(spent) * 1000, html, html + assets


def weights(html: str) -> Iterator[int]:
    """The compressed size in bytes of each style sheet and script of a page."""
    from django.conf import settings  # noqa: PLC0415

    for address in set(ASSET.findall(html)):
        path = settings.STATIC_ROOT / address.removeprefix(settings.STATIC_URL)
        yield len(gzip.compress(path.read_bytes()))


if __name__ == "__main__":
    main()
