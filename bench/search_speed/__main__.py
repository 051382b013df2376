"""The speed and size of search, by the number of reviews.

    .venv/bin/python -m bench.search_speed --reviews 1000,10000 --database sqlite
    .venv/bin/python -m bench.search_speed --server postgresql://postgres@127.0.0.1:5432

Makes synthetic reviews of about 2,000 words, always the same, asks the site's own pages
and, of the same index, bare SQL, and prints a table in Markdown; ends with 1 if a limit
is missed. All times are milliseconds of CPU, this process's and the database server's,
but a busy machine makes them larger. 100,000 reviews take an hour or two, and 15 GB.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.search_speed.findings import Finding, judged, table
from bench.search_speed.servers import database_on

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASES = ("sqlite", "postgresql")


def main() -> None:
    """Print the table, and end with 1 if a limit is missed."""
    options = arguments()
    with ExitStack() as stack:
        data = options.data or stack.enter_context(temporary(options.keep))
        found = [
            finding
            for database in chosen(options.database)
            for reviews in options.reviews
            for finding in measured(database, reviews, Path(data), options)
        ]
    report = table(found)
    sys.stdout.write(report)
    if options.out:
        options.out.write_text(report)
    sys.exit(any(one.is_miss for one in judged(found)))


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search_speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--reviews", type=numbers, default=[1_000, 10_000, 100_000])
    add("--database", choices=[*DATABASES, "both"], default="sqlite")
    add("--server", help="postgresql://user@host:port of a server on this machine")
    add("--seed", type=int, default=6)
    add("--out", type=Path, help="a file for the table")
    add("--data", type=Path, help="use what --keep left there, or leave it there")
    add("--keep", action="store_true", help="leave the databases where they are")
    options = parser.parse_args()
    if "postgresql" in chosen(options.database) and not options.server:
        parser.error("PostgreSQL needs --server.")
    return options


def numbers(text: str) -> list[int]:
    """Whole numbers between commas."""
    return [int(part) for part in text.split(",")]


def chosen(database: str) -> tuple[str, ...]:
    """The databases that are measured."""
    return DATABASES if database == "both" else (database,)


@contextmanager
def temporary(keep: bool) -> Iterator[str]:
    """A directory that goes with the run, unless it is kept."""
    directory = tempfile.mkdtemp(prefix="search-speed-")
    try:
        yield directory
    finally:
        if not keep:
            shutil.rmtree(directory)


def measured(
    database: str, reviews: int, data: Path, options: argparse.Namespace
) -> Iterator[Finding]:
    """The findings of one database with so many reviews."""
    sys.stderr.write(f"{reviews:,} reviews on {database}, in {data}\n")
    where = {
        "DATA_DIR": str(data / f"{database}-{reviews}"),
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "DATABASE_URL": "",
    }
    is_kept = bool(options.keep or options.data)
    with ExitStack() as stack:
        if database == "postgresql":
            name = f"search_speed_{reviews}"
            where["DATABASE_URL"] = stack.enter_context(
                database_on(options.server, name, is_kept)
            )
        yield from worked(reviews, options.seed, where)


def worked(reviews: int, seed: int, where: dict[str, str]) -> Iterator[Finding]:
    """What a worker finds, as it finds it."""
    command = [sys.executable, "-m", "bench.search_speed.worker"]
    process = subprocess.Popen(  # noqa: S603
        [*command, "--reviews", str(reviews), "--seed", str(seed)],
        cwd=ROOT,
        env=os.environ | where,
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in process.stdout or ():
        finding = Finding(**json.loads(line))
        sys.stderr.write(f"  {finding.summary}\n")
        yield finding
    if process.wait():
        sys.exit("The worker failed: see above.")


if __name__ == "__main__":
    main()
