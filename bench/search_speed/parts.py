"""Where the time of a page of results goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pkgutil import resolve_name
from statistics import median
from typing import Any
from unittest.mock import patch

from bench.search_speed.clock import spent

RUNS = 5
# The functions that are timed, by the names under which they are called. What one of
# them spends in another is the other's.
PARTS = {
    "search.views.answered": "matching",
    "search.matching.Match.best": "ranking",
    "search.finding.Facets.stored": "facets",
    "search.finding.Search._groups": "facets",
    "search.answering.respelled": "spelling",
    "search.views.results_of": "reviews",
    "search.results.best_passages": "passages",
    "search.views.render": "template",
}


class Watch:
    """Milliseconds of CPU by part; a part that is inside another stops it."""

    def __init__(self) -> None:
        self.costs: dict[str, float] = defaultdict(float)
        self.running: list[str] = []
        self.since = spent()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count what is spent in the block."""
        self._charge()
        self.running.append(name)
        try:
            yield
        finally:
            self._charge()
            self.running.pop()

    def _charge(self) -> None:
        now = spent()
        if self.running:
            self.costs[self.running[-1]] += (now - self.since) / 1e6
        self.since = now

    def watched(self, path: str, name: str) -> Any:
        """The function at a path, counted as a part from now on."""
        function: Callable[..., Any] = resolve_name(path)

        def call(*args: Any, **kwargs: Any) -> Any:
            with self.part(name):
                return function(*args, **kwargs)

        return patch(path, call)


def cost_of_parts(ask: Callable[[], Any]) -> dict[str, float]:
    """Milliseconds of CPU by part of a question, each the median of several."""
    found = [_once(ask) for _ in range(RUNS)]
    names = dict.fromkeys(name for costs in found for name in costs)
    return {
        name: median(costs.get(name, 0.0) for costs in found)
        for name in sorted(names, key=lambda name: name == "rest")
    }


def _once(ask: Callable[[], Any]) -> dict[str, float]:
    watch = Watch()
    with ExitStack() as stack:
        for path, name in PARTS.items():
            stack.enter_context(watch.watched(path, name))
        with watch.part("rest"):
            ask()
    return watch.costs
