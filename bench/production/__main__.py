"""What pages cost, beside a static file and beside a plain Wagtail blog.

    .venv/bin/python -m bench.production
    .venv/bin/python -m bench.production --reviews 19 --rounds 1 --seconds 1 --print

Asks for a review, the index, a tag, a search and the feed: as nginx's static file, from
nginx in front of the site, from the page cache, made anew, and from a plain blog with
the same text. The runs are interleaved; a figure is a median. Writes its tables into
docs/performance.md. Making 10,000 reviews and as many posts takes half an hour.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.production.measuring import Figure, Memory, measured, say
from bench.production.report import report, write
from bench.production.sites import running


def main() -> None:
    """Measure each size, and write or print the tables."""
    options = arguments()
    if not shutil.which("wrk"):
        sys.exit("wrk is not found: install the package wrk.")
    figures: list[Figure] = []
    memory: list[Memory] = []
    for reviews in options.reviews:
        say(f"{reviews:,} reviews")
        with (
            TemporaryDirectory(prefix="bench-") as directory,
            running(Path(directory), reviews, options.data) as sites,
        ):
            found, used = measured(sites, options.rounds, options.seconds)
        figures += found
        memory += used
    how = f"medians of {options.rounds} runs of {options.seconds} s, interleaved"
    text = report(figures, memory, how)
    if options.print:
        sys.stdout.write(text)
    else:
        write(text)


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.production",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--reviews", type=numbers, default=[19, 1_000, 10_000])
    add("--rounds", type=int, default=5)
    add("--seconds", type=int, default=3, help="how long each run takes")
    add(
        "--data", type=Path, help="copy sqlite-N from there (bench.search_speed --keep)"
    )
    add("--print", action="store_true", help="leave docs/performance.md as it is")
    return parser.parse_args()


def numbers(text: str) -> list[int]:
    """Whole numbers between commas."""
    return [int(part) for part in text.split(",")]


if __name__ == "__main__":
    main()
