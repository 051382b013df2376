"""Load by wrk, and what it cost whom."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

from bench.processes import cpu_seconds

CONNECTIONS = 8
# What takes longer for one reader is not asked for by eight at once.
TOO_LONG = 2.0
LONGEST = 120
OK = 200
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
LATENCY = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s|m) *$", re.MULTILINE)
DONE = re.compile(r"(\d+) requests in ([\d.]+)(us|ms|s|m),")
BAD = re.compile(r"(?:Non-2xx or 3xx responses|Socket errors): (.+)")


@dataclass(frozen=True)
class Run:
    """What one run found."""

    rate: float
    p50: float
    p99: float
    cpu: float


def loaded(url: str, roots: list[int], seconds: float) -> Run:
    """Ask for one address for some seconds, over eight connections."""
    before = cpu_seconds(roots)
    text = subprocess.run(  # noqa: S603
        [
            *("wrk", "--latency", "--threads", "1", "--timeout", "30s"),
            *("--connections", str(CONNECTIONS), "--duration", f"{seconds:.0f}s"),
            *("--header", "Accept-Encoding: gzip", url),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=LONGEST,
    ).stdout
    try:
        requests, rate, p50, p99 = read(text)
    except ValueError as error:
        sys.exit(f"{url}: {error}")
    used = cpu_seconds(roots) - before
    return Run(rate, p50, p99, 1000 * used / requests)


def read(text: str) -> tuple[int, float, float, float]:
    """What wrk says: requests, those a second, and milliseconds at 50 and 99 %."""
    if found := BAD.search(text):
        raise ValueError(f"not every answer was as it should be: {found[0]}.")
    done = DONE.search(text)
    if not done or done[1] == "0":
        raise ValueError("nothing was answered in time.")
    requests, took = int(done[1]), float(done[2]) * UNITS[done[3]] / 1000
    latency = {one: float(n) * UNITS[unit] for one, n, unit in LATENCY.findall(text)}
    return requests, requests / took, latency["50"], latency["99"]


def once(url: str, roots: list[int]) -> Run:
    """One request by itself."""
    before, began = cpu_seconds(roots), time.monotonic()
    answer(url)
    took = time.monotonic() - began
    used = cpu_seconds(roots) - before
    return Run(1 / took, 1000 * took, 1000 * took, 1000 * used)


def status(url: str) -> int:
    """What an address answers with."""
    return asked(url)[0]


def answer(url: str) -> tuple[bytes, list[tuple[str, str]]]:
    """The body as it was sent, and the headers; leaves when it is not there."""
    code, body, headers = asked(url)
    if code != OK:
        sys.exit(f"{url} answers {code}.")
    return body, headers


def asked(url: str) -> tuple[int, bytes, list[tuple[str, str]]]:
    """One request over a connection of its own."""
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=LONGEST)
    path = f"{place.path}?{place.query}" if place.query else place.path
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        return response.status, response.read(), response.getheaders()
    finally:
        connection.close()
