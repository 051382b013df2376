"""Fills one database, measures in it, and prints the findings as lines of JSON.

A process of its own for each, since Django is set up once, and since nothing that an
earlier one has in memory may stand in what is measured.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

import django
from django.core.management import call_command

SEED = 6


def main() -> None:
    """Fill, measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reviews", type=int, required=True)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    django.setup()
    prepare()
    for line in findings(options.reviews, options.seed):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def prepare() -> None:
    """An empty site, as a first start makes it."""
    call_command("migrate", verbosity=0)
    call_command("prepare_site")
    call_command("collectstatic", interactive=False, verbosity=0)


def findings(reviews: int, seed: int) -> Iterator[str]:
    """What is measured; a database that was filled before is measured as it is."""
    # Models can be imported once Django is set up.
    from bench.search_speed import index, measuring, rows  # noqa: PLC0415
    from bench.search_speed.reviews import Journal  # noqa: PLC0415

    journal = Journal(seed)
    if not rows.are_there(reviews):
        rows.write(journal, reviews, say)
    if not index.is_built():
        yield from map(line_of, measuring.rebuilt(reviews))
    say("Asking")
    yield from map(line_of, measuring.measured(journal, reviews))


def line_of(finding: object) -> str:
    """A finding on a line."""
    return json.dumps(asdict(finding))  # type: ignore[call-overload]


def say(line: str) -> None:
    """Write a line to whoever waits."""
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
