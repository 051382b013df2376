"""The tables, and where they stand in docs/performance.md."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bench.limits import Row, at_most, table
from bench.production.load import CONNECTIONS
from bench.production.measuring import Figure, Memory
from bench.production.sites import CACHED, FILE, FRONT, MADE, PLAIN
from bench.serving import ROOT

DOCUMENT = ROOT / "docs/performance.md"
BEGIN = "<!-- What follows is written by `make bench`: do not edit it. -->"
END = "<!-- The end of what `make bench` writes. -->"
GENERATED = re.compile(rf"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
HEAD = (
    *("page", "served by", "requests a second", "of the static file's"),
    *("p50, ms", "p99, ms", "CPU ms a request", "of plain Wagtail's", "queries"),
)
CACHED_CPU, MADE_CPU, LEAST_OF_FILE, INDEX_GROWTH = 1.0, 15.0, 0.9, 1.1

Known = dict[tuple[int, str, str], Figure]


def report(figures: list[Figure], memory: list[Memory], how: str) -> str:
    """Everything that a run found."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    parts = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores shared by wrk "
        f"and all servers, {CONNECTIONS} connections, {how}. "
        f"Load averages at the end: {load}.\n",
        f"### Held against the aims\n\n{table(aims(figures))}",
    ]
    for reviews in sorted({figure.reviews for figure in figures}):
        mine = [one for one in figures if one.reviews == reviews]
        parts.append(f"### {title(reviews)}\n\n{lines([HEAD, *rows(mine)])}")
    parts.append(f"### Memory\n\n{lines([MEMORY_HEAD, *map(memory_row, memory)])}")
    return "\n".join(parts)


MEMORY_HEAD = ("reviews", "server", "PSS, MB", "RSS of all processes, MB")


def memory_row(one: Memory) -> tuple[str, ...]:
    """A server's memory."""
    size = f"{one.reviews:,}"
    return size, one.target, f"{one.shared:.0f}", f"{one.whole:.0f}"


def title(reviews: int) -> str:
    """How many reviews there are."""
    return f"{reviews:,} reviews"


def rows(figures: list[Figure]) -> Iterator[tuple[str, ...]]:
    """The figures of one size, page by page."""
    known = {(one.page, one.target): one for one in figures}
    pages = list(dict.fromkeys(one.page for one in figures))
    for page in pages:
        for target in (FILE, FRONT, CACHED, MADE, PLAIN):
            if one := known.get((page, target)):
                file, plain = known.get((page, FILE)), known.get((page, PLAIN))
                yield row(one, file, plain)


def row(one: Figure, file: Figure | None, plain: Figure | None) -> tuple[str, ...]:
    """A figure beside those that it is held against."""
    run = one.run
    rate = f"{run.rate:,.0f}" if one.runs else "one request"
    return (
        one.page,
        one.target,
        rate,
        f"{run.rate / file.run.rate:.3f}" if file and one.runs else "",
        f"{run.p50:.1f}",
        f"{run.p99:.1f}",
        f"{run.cpu:.3g}",
        f"{run.cpu / plain.run.cpu:.2g}" if plain and plain.run.cpu else "",
        "" if one.queries is None else str(one.queries),
    )


def lines(cells: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown, numbers to the right."""
    head, *rest = cells
    rule = tuple("---" if n < 2 else "---:" for n in range(len(head)))  # noqa: PLR2004
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, rule, *rest))


def aims(figures: list[Figure]) -> list[Row]:
    """What was aimed at, and whether it was reached."""
    known: Known = {(one.reviews, one.page, one.target): one for one in figures}
    found: list[Row] = []
    for reviews in sorted({one.reviews for one in figures}):
        size = title(reviews)
        cached = known[reviews, "review", CACHED].run.cpu
        made = known[reviews, "review", MADE].run.cpu
        found += [
            at_most("CPU ms, review from the page cache", size, cached, CACHED_CPU),
            at_most("CPU ms, review made anew", size, made, MADE_CPU),
            of_file(known, reviews),
        ]
    return [*found, *growth(known)]


def of_file(known: Known, reviews: int) -> Row:
    """The review behind nginx beside the same page as a file."""
    file, front = (known[reviews, "review", target] for target in (FILE, FRONT))
    ratio = front.run.rate / file.run.rate
    limit = f"at least {LEAST_OF_FILE:g}"
    name = "requests a second behind nginx, of the static file's"
    return Row(name, title(reviews), f"{ratio:.3f}", limit, ratio >= LEAST_OF_FILE)


def growth(known: Known) -> Iterator[Row]:
    """The index of the largest site beside that of the smallest."""
    sizes = sorted({reviews for reviews, _, _ in known})
    if len(sizes) > 1:
        small, large = (known[size, "index", MADE] for size in (sizes[0], sizes[-1]))
        grown = large.run.cpu / small.run.cpu
        name = f"CPU of the index made anew, of that at {sizes[0]}"
        yield at_most(name, title(sizes[-1]), grown, INDEX_GROWTH)


def write(text: str) -> None:
    """Put the tables where the document has those of an earlier run."""
    document = DOCUMENT.read_text()
    new = f"{BEGIN}\n\n{text}\n{END}"
    DOCUMENT.write_text(GENERATED.sub(lambda _: new, document))
