"""Whether kept pages are right and cheap while the site is published to.

`python -m bench.page_cache` reads 50 pages a second for ten minutes from a site of its
own and publishes once a second. No answer may be older than the last publish that was
acknowledged before the reader asked.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread
from urllib.parse import urlsplit

from bench.processes import cpu_seconds, family
from bench.serving import PATIENCE, ROOT, pages, running_site

RATE = 50
READERS = 16
PYTHON = [sys.executable, "manage.py", "shell", "--no-imports", "-c"]
KEPT, MADE = 2000, 100
OK = 200
MARK = re.compile(rb"publish number (\d+)\.")

# Publishes as the CMS does, in a process of its own; says each number once it is done.
PUBLISHER = """
import os, sys
from writing.models import ReviewPage
for number, line in enumerate(sys.stdin, start=1):
    review = ReviewPage.objects.get(slug=os.environ["SLUG"])
    review.search_description = f"This is publish number {number}."
    review.save_revision().publish()
    print(number, flush=True)
"""


@dataclass
class Answer:
    """One answer, and the publish that had to be in it."""

    seconds: float
    due: int
    shown: int
    status: int


class Publisher:
    """Publishes one review after each pause, and knows what was acknowledged."""

    def __init__(self, data: str, slug: str, pause: float = 1) -> None:
        self.acknowledged = 0
        self.pause = pause
        self.stop = Event()
        self.process = subprocess.Popen(  # noqa: S603
            [*PYTHON, PUBLISHER],
            cwd=ROOT,
            env=os.environ | settings_of(data) | {"SLUG": slug},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.thread = Thread(target=self.publish, daemon=True)

    def publish(self) -> None:
        """Again and again until told to stop."""
        asked, told = self.process.stdin, self.process.stdout
        while asked and told and not self.stop.wait(self.pause):
            asked.write("\n")
            asked.flush()
            self.acknowledged = int(told.readline())

    def end(self) -> None:
        """Let the publish that is under way come to its end."""
        self.stop.set()
        self.thread.join(PATIENCE)
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(PATIENCE)


def settings_of(data: str) -> dict[str, str]:
    """The environment of the site to measure."""
    return {"DATA_DIR": data, "DJANGO_SETTINGS_MODULE": "config.settings.local"}


def main() -> None:
    """Run, print, and leave with an error when an answer was older than it may be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--data", help="the DATA_DIR to use instead of a new one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        data = asked.data or own
        with running_site(data) as site:
            answers, cost = measured(site, data, asked.seconds)
    sys.exit(report(answers, cost))


def measured(site: str, data: str, seconds: int) -> tuple[list[Answer], float]:
    """Every answer, and the server's CPU milliseconds for each."""
    path = pages(site)["review"]
    print_costs(site, path)
    publisher = Publisher(data, path.strip("/").rpartition("/")[2])
    publisher.thread.start()
    before = used()
    try:
        with ThreadPoolExecutor(READERS) as readers:
            asked = list(at_a_rate(readers, seconds, (site, path, publisher)))
            answers = [one.result() for one in asked]
    finally:
        publisher.end()
    say(f"{publisher.acknowledged} publishes, {len(answers)} answers")
    return answers, 1000 * (used() - before) / len(answers)


def at_a_rate(
    readers: ThreadPoolExecutor, seconds: int, asked: tuple[str, str, Publisher]
) -> Iterator[Future[Answer]]:
    """So many requests a second, whether or not the ones before were answered."""
    began = time.monotonic()
    for number in range(RATE * seconds):
        time.sleep(max(0.0, began + number / RATE - time.monotonic()))
        yield readers.submit(read, *asked)


def read(site: str, path: str, publisher: Publisher) -> Answer:
    """Ask once, on a connection of its own."""
    place = urlsplit(site)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    due, began = publisher.acknowledged, time.monotonic()
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    found = MARK.search(body)
    shown = int(found[1]) if found else 0
    return Answer(time.monotonic() - began, due, shown, answer.status)


def print_costs(site: str, review: str) -> None:
    """What a page costs the server while nothing changes, kept and made anew."""
    # Each address of the second kind is new; what it asks for, no page has.
    for name, path in (("review", review), ("index", "/writing/")):
        kept = cost(site, [path] * KEPT)
        made = cost(site, [f"{path}?found={number}" for number in range(MADE)])
        say(f"{name}: kept {kept:.2f}, made {made:.2f} ms CPU a request")


def cost(site: str, paths: list[str]) -> float:
    """CPU milliseconds of the server for each of these, over one connection."""
    place = urlsplit(site)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    before = used()
    for path in paths:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        connection.getresponse().read()
    connection.close()
    return 1000 * (used() - before) / len(paths)


def used() -> float:
    """Seconds of CPU that gunicorn, which came of this process, has used so far."""
    ours = family(os.getpid())
    return cpu_seconds([next(one for one in ours if b"gunicorn" in words_of(one))])


def words_of(process: int) -> bytes:
    """What a process was started with."""
    return Path(f"/proc/{process}/cmdline").read_bytes()


def report(answers: list[Answer], cost_of_each: float) -> str | None:
    """Print what was measured; gives what is wrong, if anything is."""
    cuts = quantiles([1000 * one.seconds for one in answers], n=100)
    stale = [one for one in answers if one.shown < one.due]
    failed = [one for one in answers if one.status != OK]
    say(f"p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms")
    say(f"{cost_of_each:.2f} ms CPU a request, publishes not counted")
    say(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    say(f"{len(stale)} answers too old, {len(failed)} failed")
    wrong = stale or failed or not any(one.due for one in answers)
    return "Some answers were wrong." if wrong else None


def say(line: str) -> None:
    """Print at once, for who watches."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
