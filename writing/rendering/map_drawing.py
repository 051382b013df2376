"""Draws the map of papers: names by time, and their relations in the margins.

What a paper takes up runs to the left of the names and what it disputes to the right,
so no line passes through a name. The same papers always give the same drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from writing.rendering.map_names import LINE, broken, measured
from writing.rendering.map_order import (
    Dot,
    Lanes,
    Link,
    lanes_of,
    ordered,
    places_of,
    ports_of,
)

LINEAGE = frozenset({"builds-on", "extends", "replicates"})
UNDIRECTED = frozenset({"contrasts-with"})
# What stands on the middle of a line, drawn from there.
MARKS = {
    "extends": "m-4 0h8m-4-4v8",
    "replicates": "m-4-2h8m-8 4h8",
    "contradicts": "m-3.5-3.5 7 7m0-7-7 7",
}
PORT = 8  # from one line to the next that ends at the same name
AIR = 8  # between a name and its lines


@dataclass(frozen=True)
class Sheet:
    """The measures of a drawing, in pixels at its natural size."""

    width: int
    years: int
    names: int
    row: int
    lane: int
    between_years: int


WIDE = Sheet(width=600, years=52, names=230, row=32, lane=32, between_years=12)
# Drawn a little larger on a phone, so that a finger can tell the rows apart.
NARROW = Sheet(width=296, years=42, names=112, row=42, lane=16, between_years=4)


@dataclass(frozen=True)
class Columns:
    """Where the names begin, where the lines at their right do, and a lane's width."""

    left: int
    right: int
    lane: float


@dataclass(frozen=True)
class Row:
    """A paper in its place; `y` is its middle."""

    dot: Dot
    x: int
    y: int
    height: int
    lines: list[str]
    opens_year: bool

    @property
    def top(self) -> int:
        return self.y - self.height // 2

    @property
    def width(self) -> int:
        return round(max(map(measured, self.lines)))

    @property
    def end(self) -> int:
        return self.x + self.width

    @property
    def baselines(self) -> list[tuple[str, int]]:
        """Each line of the name, the block of them centred on `y`."""
        first = self.y + 5 - LINE * (len(self.lines) - 1) // 2
        return [(line, first + LINE * n) for n, line in enumerate(self.lines)]


@dataclass(frozen=True)
class Curve:
    """A relation in its place, as paths."""

    link: Link
    line: str
    arrow: str
    mark: str
    middle: tuple[int, int]
    ends: tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Stem:
    """What joins a name to its lines at the right."""

    key: int
    path: str


@dataclass(frozen=True)
class Drawing:
    """Everything that a template draws."""

    sheet: Sheet
    height: int
    rows: list[Row]
    curves: list[Curve]
    stems: list[Stem]


class _Margin:
    """The relations on one side of the names."""

    def __init__(self, links: Sequence[Link], order: Sequence[Dot]) -> None:
        places = places_of(order)
        self.lanes: Lanes = lanes_of(links, places)
        self.ports = ports_of(self.lanes, places)

    def offsets(self, key: int) -> dict[Link, int]:
        """How far below the middle of a name each of its lines ends."""
        links = self.ports.get(key, [])
        first = -PORT * (len(links) - 1) // 2
        return {link: first + PORT * n for n, link in enumerate(links)}

    @property
    def width(self) -> int:
        """How many lanes there are."""
        return max(self.lanes.values(), default=0)

    def curves(self, middles: dict[int, int], x: int, lane_width: float) -> list[Curve]:
        """The relations drawn outwards from `x`, to the left by negative lanes."""
        offsets = {key: self.offsets(key) for key in self.ports}
        return [
            _curve(
                link,
                [(x, middles[end] + offsets[end][link]) for end in link.ends],
                round(lane * lane_width),
            )
            for link, lane in self.lanes.items()
        ]


def draw(dots: Iterable[Dot], links: Iterable[Link], sheet: Sheet) -> Drawing:
    """Lay out the papers, and the relations of which both ends are among them."""
    named = {dot.key: dot for dot in dots}
    known = [link for link in links if named.keys() >= {*link.ends}]
    order = ordered(list(named.values()), known)
    taken_up = _Margin([link for link in known if link.kind in LINEAGE], order)
    disputed = _Margin([link for link in known if link.kind not in LINEAGE], order)
    columns = _columns(order, taken_up.width, disputed.width, sheet)
    rows = _rows(order, (taken_up, disputed), columns, sheet)
    middles = {row.dot.key: row.y for row in rows}
    curves = [
        *taken_up.curves(middles, columns.left - AIR, -columns.lane),
        *disputed.curves(middles, columns.right, columns.lane),
    ]
    stems = [
        _stem(row, disputed, columns.right)
        for row in rows
        if row.dot.key in disputed.ports
    ]
    height = rows[-1].top + rows[-1].height if rows else 0
    return Drawing(sheet, height, rows, curves, stems)


def _columns(
    order: Sequence[Dot], left_lanes: int, right_lanes: int, sheet: Sheet
) -> Columns:
    """Share the width: names take what they need, the lanes what is left."""
    widest = max((measured(dot.name) for dot in order), default=0)
    names = min(sheet.names, round(widest) + AIR)
    free = sheet.width - sheet.years - names - 3 * AIR
    lane = min(sheet.lane, free / max(1, left_lanes + right_lanes))
    left = sheet.years + round(left_lanes * lane) + AIR
    return Columns(left, left + names + AIR, lane)


def _rows(
    order: Sequence[Dot], margins: Sequence[_Margin], columns: Columns, sheet: Sheet
) -> list[Row]:
    rows: list[Row] = []
    bottom, year = 0, None
    for dot in order:
        opens_year = dot.year != year
        bottom += sheet.between_years if opens_year and rows else 0
        lines = broken(dot.name, columns.right - columns.left - AIR)
        most = max(len(margin.ports.get(dot.key, [])) for margin in margins)
        height = max(sheet.row, LINE * len(lines) + 10, PORT * (most + 1))
        middle = bottom + height // 2
        rows.append(Row(dot, columns.left, middle, height, lines, opens_year))
        bottom, year = middle - height // 2 + height, dot.year
    return rows


def _stem(row: Row, margin: _Margin, x: int) -> Stem:
    """A rule from the end of the name, and a bar where its lines begin."""
    offsets = margin.offsets(row.dot.key).values()
    rule = f"M{min(row.end + AIR, x)} {row.y}H{x}"
    return Stem(
        row.dot.key, f"{rule}M{x} {row.y + min(offsets)}V{row.y + max(offsets)}"
    )


def _curve(link: Link, ends: Sequence[tuple[int, int]], depth: int) -> Curve:
    """A bracket between two ends, rounded as far as there is room."""
    (x, start), (_, stop) = ends
    turn = min(abs(stop - start) // 2, max(16, abs(depth)))
    turn = turn if stop > start else -turn
    line = (
        f"M{x} {start}Q{x + depth} {start} {x + depth} {start + turn}"
        f"V{stop - turn}Q{x + depth} {stop} {x} {stop}"
    )
    back = 7 if depth > 0 else -7
    arrow = f"M{x + back} {stop - 4}L{x} {stop}l{back} 4z"
    middle = x + depth, (start + stop) // 2
    mark = MARKS.get(link.kind, "")
    return Curve(
        link,
        line,
        "" if link.kind in UNDIRECTED else arrow,
        mark and f"M{middle[0]} {middle[1]}{mark}",
        middle,
        (ends[0], ends[1]),
    )
