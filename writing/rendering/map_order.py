"""Orders the map of papers: names by time, and a lane of its own for each relation."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

SWEEPS = 8


@dataclass(frozen=True)
class Dot:
    """A paper as the drawing sees it."""

    key: int
    name: str
    year: int
    url: str = ""


@dataclass(frozen=True, order=True)
class Link:
    """A relation between two papers."""

    source: int
    kind: str
    target: int

    @property
    def ends(self) -> tuple[int, int]:
        return self.source, self.target


Places = dict[int, int]
Lanes = dict[Link, int]
Span = tuple[int, int]


def ordered(dots: Sequence[Dot], links: Sequence[Link]) -> list[Dot]:
    """By year; within a year near what each is related to, which keeps lines short."""
    near = _neighbours(links)
    order = sorted(dots, key=lambda dot: (dot.year, dot.name.casefold(), dot.key))
    best = order
    for _ in range(SWEEPS):
        places = places_of(order)
        centres = {
            key: fmean(places[other] for other in near.get(key, [key]))
            for key in places
        }
        order = sorted(order, key=lambda dot: (dot.year, centres[dot.key]))
        best = min(best, order, key=lambda candidate: _length(candidate, links))
    return best


def places_of(order: Sequence[Dot]) -> Places:
    """Where each stands, from the top."""
    return {dot.key: place for place, dot in enumerate(order)}


def lanes_of(links: Sequence[Link], places: Places) -> Lanes:
    """A lane for each relation: shorter ones inside longer ones, none upon another."""
    spans: dict[Link, Span] = {}
    for link in links:
        first, last = sorted(places[end] for end in link.ends)
        spans[link] = first, last
    lanes: Lanes = {}
    for link in sorted(spans, key=lambda one: (_reach(spans[one]), spans[one], one)):
        span = spans[link]
        beside = [other for other in lanes if _meet(spans[other], span)]
        taken = {lanes[other] for other in beside}
        inside = [lanes[other] for other in beside if _holds(span, spans[other])]
        lane = max(inside, default=0) + 1
        while lane in taken:
            lane += 1
        lanes[link] = lane
    return lanes


def ports_of(lanes: Lanes, places: Places) -> dict[int, list[Link]]:
    """The relations that end at each paper, from the top, so that they do not cross."""
    ports = defaultdict(list)
    for link in lanes:
        for end in link.ends:
            ports[end].append(link)

    def from_the_top(end: int, link: Link) -> tuple[bool, int]:
        # First those that go up, the inner before the outer; then down, outer first.
        other = sum(link.ends) - end
        down = places[other] > places[end]
        return down, -lanes[link] if down else lanes[link]

    return {
        end: sorted(found, key=lambda link: from_the_top(end, link))
        for end, found in ports.items()
    }


def _neighbours(links: Sequence[Link]) -> dict[int, list[int]]:
    near = defaultdict(list)
    for link in links:
        near[link.source].append(link.target)
        near[link.target].append(link.source)
    return dict(near)


def _length(order: Sequence[Dot], links: Sequence[Link]) -> int:
    places = places_of(order)
    return sum(abs(places[link.source] - places[link.target]) for link in links)


def _reach(span: Span) -> int:
    return span[1] - span[0]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
