"""Runs, interleaved: what slows the machine for a while slows all of them."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from bench.processes import megabytes
from bench.production.load import TOO_LONG, Run, answer, loaded, once
from bench.production.sites import CACHED, MADE, PLAIN, Sites, Target

WARMING = 20


@dataclass(frozen=True)
class Figure:
    """What one page costs one way: medians of some runs, or one request by itself."""

    reviews: int
    page: str
    target: str
    run: Run
    runs: int
    queries: int | None


@dataclass(frozen=True)
class Memory:
    """What a server has, after all the load."""

    reviews: int
    target: str
    shared: float
    whole: float


def measured(
    sites: Sites, rounds: int, seconds: float
) -> tuple[list[Figure], list[Memory]]:
    """Every page every way."""
    slow, found = warmed(sites), defaultdict(list)
    for number in range(rounds):
        say(f"  round {number + 1} of {rounds}")
        for page in sites.targets[0].urls:
            for target in sites.targets:
                key = page, target.name
                if page in target.urls and key not in slow:
                    run = loaded(target.urls[page], target.roots, seconds)
                    found[key].append(run)
    all_runs = {**found, **{key: [run] for key, run in slow.items()}}
    return (
        [
            Figure(
                sites.reviews,
                page,
                name,
                middle(runs),
                len(runs) if (page, name) not in slow else 0,
                sites.queries.get(name, {}).get(page),
            )
            for (page, name), runs in all_runs.items()
        ],
        [
            Memory(sites.reviews, target.name, *megabytes(target.roots))
            for target in sites.targets
            if target.name in {CACHED, MADE, PLAIN}
        ],
    )


def warmed(sites: Sites) -> dict[tuple[str, str], Run]:
    """Ask for all of them; gives those that take too long for any load."""
    return {
        (page, target.name): run
        for target in sites.targets
        for page, url in target.urls.items()
        if (run := too_slow(target, url))
    }


def too_slow(target: Target, url: str) -> Run | None:
    """How one request went, when it can't be asked for by several."""
    answer(url)
    run = once(url, target.roots)
    if run.p50 > 1000 * TOO_LONG:
        return run
    # Every worker is to have done it before.
    for _ in range(WARMING):
        answer(url)
    return None


def middle(runs: list[Run]) -> Run:
    """The median of each figure."""
    return Run(*(median(values) for values in zip(*map(of_run, runs), strict=True)))


def of_run(run: Run) -> tuple[float, float, float, float]:
    """The figures of a run."""
    return run.rate, run.p50, run.p99, run.cpu


def say(line: str) -> None:
    """Write a line to whoever waits."""
    sys.stderr.write(f"{line}\n")
