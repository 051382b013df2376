"""A running site to measure, and which of its pages are measured."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30
LOCATION = re.compile(r"<loc>https?://[^/]+(/writing/[\w-]+/)</loc>")
# Only a review can be read at several depths.
REVIEW = re.compile(rb"<html\b[^>]*\bdata-depths\b")
OTHERS = {
    "index": "/writing/",
    "ledger": "/writing/claims/",
    "map": "/writing/map/",
}


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def running_site(data: str | None = None) -> Iterator[str]:
    """The address of the site of DATA_DIR, or of `data`, which ends with the block."""
    port = free_port()
    where = {"DATA_DIR": data} if data else {}
    process = subprocess.Popen(
        ["./deploy/run"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port), "VENV": sys.prefix, **where},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until_it_serves(process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def wait_until_it_serves(process: subprocess.Popen[str]) -> None:
    """Return when the site says that it runs; leave when it ends without."""
    for line in process.stdout or ():
        if line.startswith("Close Reading is running"):
            return
    sys.exit("The site did not start: see above.")


def pages(site: str) -> dict[str, str]:
    """The paths of the pages to measure, by name; the longest review comes first."""
    listed = sorted(set(LOCATION.findall(fetched(site, "/sitemap.xml").decode())))
    documents = {path: fetched(site, path) for path in listed}
    reviews = [path for path, html in documents.items() if REVIEW.search(html)]
    if not reviews:
        sys.exit(f"{site} has no review to measure.")
    longest = max(reviews, key=lambda path: len(documents[path]))
    return {"review": longest} | OTHERS


def fetched(site: str, path: str) -> bytes:
    """The document at a path; leaves when there is none."""
    place = urlsplit(site)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
    except OSError as error:
        sys.exit(f"{site}{path} cannot be had: {error}.")
    finally:
        connection.close()
    if answer.status != 200:  # noqa: PLR2004
        sys.exit(f"{site}{path} answers {answer.status}.")
    return body
