"""Two thin axes with few ticks, and what stands around them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from writing.rendering.charts.chart import Drawn
from writing.rendering.charts.numbers import tick_texts
from writing.rendering.charts.scales import Scale, round_ticks
from writing.rendering.charts.shapes import dashed, shape
from writing.rendering.charts.svg import (
    LEADING,
    lines_of_text,
    n,
    path,
    text,
    width_of,
    wrapped,
)
from writing.rendering.typography import curled

NARROW = 400
HEIGHTS = {True: 230, False: 270}
TICK = 5
# How far the outer points stand from the axis.
INSET = 16
NAMES_SHARE = 0.3
OWN_TICKS = 10
GAP = 10
MOST_LINES = 3
SAMPLE = 26
FROM_ZERO = 0.5


@dataclass
class Area:
    """The rectangle between the axes, its scales, and what is written around it."""

    width: int
    left: float
    right: float
    top: float
    x: Scale
    y: Scale
    x_ticks: list[tuple[float, list[str]]]
    y_ticks: list[tuple[float, str]]
    # The names at the ends of lines, or else the parts of a key.
    named: list[list[str]]
    key: list[str] = field(default_factory=list)
    titles: tuple[list[str], list[str]] = ([], [])

    @property
    def narrow(self) -> bool:
        return self.width < NARROW

    @property
    def bottom(self) -> float:
        return self.top + HEIGHTS[self.narrow]

    @property
    def height(self) -> float:
        """The whole drawing, down to the title of the horizontal axis."""
        ticks = max(len(lines) for _, lines in self.x_ticks)
        return self.bottom + TICK + (ticks + len(self.titles[1])) * LEADING + 6


def area_for(drawn: Drawn, width: int) -> Area:
    """Everything around the data first: the data has what is left."""
    log = drawn.chart.y_axis.scale == "log"
    ticks = _y_values(drawn, log)
    texts = tick_texts(ticks, log)
    left = max(map(width_of, texts)) + TICK + 5
    named = _end_names(drawn, width)
    right: float = width - 2 - INSET
    if named:
        widest = max(width_of(line) for lines in named for line in lines)
        right = width - widest - 24
    x, x_ticks = _x_axis_within(drawn, (left + INSET, right - 2), width)
    titles = (
        wrapped(curled(drawn.chart.y_axis.title), width),
        wrapped(curled(drawn.chart.x_axis.title), width - left),
    )
    key, top = _key(drawn, width) if not named else ([], 0.0)
    top += len(titles[0]) * LEADING
    top += 16
    right = max(right, x.end + 2)
    y = Scale(ticks[0], ticks[-1], top + HEIGHTS[width < NARROW], top, log)
    y_ticks = list(zip(ticks, texts, strict=True))
    return Area(width, left, right, top, x, y, x_ticks, y_ticks, named, key, titles)


def _y_values(drawn: Drawn, log: bool) -> list[float]:
    low, high = drawn.extremes()
    if not log and 0 < low < high * FROM_ZERO:
        low = 0
    return round_ticks(low, high, log)


def _end_names(drawn: Drawn, width: int) -> list[list[str]]:
    """Names short enough to stand at the ends of lines; else none."""
    if drawn.chart.kind != "line" or len(drawn.names) == 1:
        return []
    most = width * NAMES_SHARE
    names = [wrapped(name, most) for name in drawn.names]
    height = sum(map(len, names)) * LEADING
    fits = all(_whole(lines) for lines in names)
    return names if fits and height <= HEIGHTS[width < NARROW] else []


def _key(drawn: Drawn, width: int) -> tuple[list[str], float]:
    """A sample and a name for each series, in lines; gives where they end."""
    if len(drawn.names) == 1:
        return [], 0
    parts: list[str] = []
    x, y = 0.0, LEADING / 2
    for series, name in enumerate(drawn.names):
        lines = wrapped(name, width - SAMPLE - 8)
        wide = SAMPLE + 6 + max(map(width_of, lines))
        if x and x + wide > width:
            x, y = 0, y + LEADING + 3
        if drawn.chart.kind == "line":
            parts.append(path(f"l {dashed(series)}", f"M{n(x)} {n(y)}h{SAMPLE}"))
        parts.append(shape(series, (x + SAMPLE / 2, y)))
        parts.extend(lines_of_text(x + SAMPLE + 6, y + 5, lines))
        y += (len(lines) - 1) * LEADING
        x += wide + 18
    return parts, y + LEADING / 2 + 8


def _x_axis(
    drawn: Drawn, ends: tuple[float, float]
) -> tuple[Scale, list[tuple[float, list[str]]]]:
    """Names of categories, the values themselves, or round numbers: what fits."""
    values = {row.x: row.label for row in drawn.rows}
    low, high = min(values), max(values)
    kind = drawn.chart.x_axis.scale
    scale = Scale(low, high, *ends, kind == "log")
    if kind == "category":
        return scale, _categories(drawn, scale)
    own = [(x, [label]) for x, label in sorted(values.items())]
    if len(own) <= OWN_TICKS and _apart(scale, own):
        return scale, own
    log = kind == "log"
    for most in (6, 4, 3, 2):
        ticks = round_ticks(low, high, log, most)
        scale = Scale(ticks[0], ticks[-1], *ends, log)
        texts = tick_texts(ticks, log)
        named = [(tick, [said]) for tick, said in zip(ticks, texts, strict=True)]
        if _apart(scale, named):
            break
    return scale, named


def _x_axis_within(
    drawn: Drawn, ends: tuple[float, float], width: int
) -> tuple[Scale, list[tuple[float, list[str]]]]:
    """An axis drawn in where its outer words would leave the drawing."""
    scale, ticks = _x_axis(drawn, ends)
    (first, start), (last, end) = ticks[0], ticks[-1]
    before = max(map(width_of, start), default=0) / 2 - scale(first)
    after = max(map(width_of, end), default=0) / 2 - (width - scale(last))
    if before <= 0 and after <= 0:
        return scale, ticks
    return _x_axis(drawn, (ends[0] + max(0, before), ends[1] - max(0, after)))


def _apart(scale: Scale, ticks: list[tuple[float, list[str]]]) -> bool:
    """Whether the ticks' words leave a gap between them."""
    ends = [
        (scale(value), max(map(width_of, lines), default=0) / 2 + GAP / 2)
        for value, lines in ticks
    ]
    return all(x1 + half1 <= x2 - half2 for (x1, half1), (x2, half2) in pairwise(ends))


def _categories(drawn: Drawn, scale: Scale) -> list[tuple[float, list[str]]]:
    """Every name, broken into lines; or every second, third or so of many."""
    rows = drawn.rows
    step = abs(scale.end - scale.start) / max(1, len(rows) - 1)
    for every in range(1, len(rows) + 1):
        room = step * every - GAP
        ticks = [(row.x, wrapped(row.label, room)) for row in rows[::every]]
        if all(_whole(lines) for _, lines in ticks):
            break
    return ticks


def _whole(lines: list[str]) -> bool:
    """Whether a name is neither cut nor broken too often."""
    return len(lines) <= MOST_LINES and not any(line.endswith("…") for line in lines)


def draw_axes(drawn: Drawn, area: Area) -> Iterator[str]:
    """The key, the axes with their ticks, and their titles."""
    yield from area.key
    end = area.right + 8
    yield path(
        "axis",
        f"M{n(area.left)} {n(area.top)}V{n(area.bottom)}H{n(end)}"
        + "".join(f"M{n(area.left)} {n(area.y(v))}h-{TICK}" for v, _ in area.y_ticks)
        + "".join(f"M{n(area.x(v))} {n(area.bottom)}v{TICK}" for v, _ in area.x_ticks),
    )
    for value, said in area.y_ticks:
        yield text(area.left - TICK - 4, area.y(value) + 5, said, "quiet end")
    foot = area.bottom + TICK + 14
    for value, lines in area.x_ticks:
        yield from lines_of_text(area.x(value), foot, lines, "quiet mid")
    above, below = area.titles
    first = area.top - 15 - (len(above) - 1) * LEADING
    yield from lines_of_text(0, first, above, "quiet")
    foot += max(len(lines) for _, lines in area.x_ticks) * LEADING + 3
    yield from lines_of_text(end, foot, below, "quiet end")
