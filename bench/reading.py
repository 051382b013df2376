"""The limits of reading: weight, fonts, shift, axe, zoom, keyboard and Lighthouse.

    DATA_DIR=var .venv/bin/python -m bench.reading
    .venv/bin/python -m bench.reading --url http://127.0.0.1:8000 --without-lighthouse

Measures the longest review, the index, the ledger and the map, and prints a table in
Markdown with the causes of what misses its limit; ends with 1 if anything does.
Lighthouse measures time as well, so its scores are only as steady as the machine.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import nullcontext

from bench.browsing import executable, started_browser
from bench.lighthouse import lighthouse
from bench.limits import Row, reasons, table
from bench.loading import loading
from bench.reach import reach
from bench.serving import pages, running_site

BY_LIGHTHOUSE = ("review", "index")


def main() -> None:
    """Print the table, and end with 1 if a limit is missed."""
    options = arguments()
    chromium = executable()
    with nullcontext(options.url) if options.url else running_site() as site:
        rows = list(measured(chromium, site, options))
    sys.stdout.write(f"{table(rows)}\n{reasons(rows)}")
    sys.exit(any(row.is_miss for row in rows))


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--url",
        type=lambda address: address.rstrip("/"),
        help="a site that runs already; without it, the one of DATA_DIR is started",
    )
    parser.add_argument("--without-lighthouse", action="store_true", help="far quicker")
    return parser.parse_args()


def measured(chromium: str, site: str, options: argparse.Namespace) -> Iterator[Row]:
    """Every row; says on standard error what it is at, since it takes minutes."""
    found = pages(site)
    with started_browser(chromium) as browser:
        for name, path in found.items():
            say(f"Measuring {name}: {path}")
            yield from loading(browser, site, name, path)
            yield from reach(browser, site, name, path)
    if not options.without_lighthouse:
        say("Running Lighthouse")
        chosen = {name: found[name] for name in BY_LIGHTHOUSE}
        yield from lighthouse(chromium, site, chosen)


def say(line: str) -> None:
    """Write a line to whoever waits."""
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
