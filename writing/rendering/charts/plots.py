"""Lines and points between two thin axes, named where they end if there is room."""

from collections.abc import Iterator
from itertools import pairwise

from writing.rendering.charts.axes import Area, area_for, draw_axes
from writing.rendering.charts.chart import Drawn, Mark
from writing.rendering.charts.labels import (
    Box,
    Room,
    along,
    box_of,
    first_baseline,
    spread,
)
from writing.rendering.charts.numbers import with_unit
from writing.rendering.charts.shapes import dashed, shape
from writing.rendering.charts.svg import (
    LEADING,
    lines_of_text,
    n,
    path,
    picture,
    text,
    width_of,
    wrapped,
)

VALUES = 16
CAP = 3
MOVED = 3

Point = tuple[float, float, Mark]


def draw_plot(drawn: Drawn, width: int) -> str:
    """One drawing; what is drawn last lies on top."""
    area = area_for(drawn, width)
    runs = [_runs(drawn, area, number) for number in range(len(drawn.names))]
    series = [[point for run in one for point in run] for one in runs]
    room = Room(Box(area.left + 2, area.top - 11, width, area.bottom - 2))
    _take(room, area, series)
    lines = list(_lines(room, runs)) if drawn.chart.kind == "line" else []
    names = list(_names(drawn, area, room, series)) if area.named else []
    parts = [
        *draw_axes(drawn, area),
        *_reference_lines(drawn, area, room),
        *lines,
        *names,
        *(part for points in series for part in _error_bars(area, points)),
        *(
            shape(number, (x, y), mark.title, mark.number.approximate)
            for number, points in enumerate(series)
            for x, y, mark in points
        ),
        *_values(drawn, room, series),
    ]
    kind = "narrow" if area.narrow else "roomy"
    return picture((width, area.height), kind, drawn.chart.alt, parts)


def _runs(drawn: Drawn, area: Area, series: int) -> list[list[Point]]:
    """The points of a series; a line breaks where a value is missing."""
    runs: list[list[Point]] = [[]]
    for row in drawn.rows:
        if mark := row.marks[series]:
            runs[-1].append((area.x(row.x), area.y(mark.value), mark))
        else:
            runs.append([])
    return runs


def _take(room: Room, area: Area, series: list[list[Point]]) -> None:
    """Keep points and error bars free from words."""
    for x, y, mark in (point for points in series for point in points):
        room.take([Box(x - 7, y - 7, x + 7, y + 7)])
        room.take([Box(x - CAP, area.y(mark.high), x + CAP, area.y(mark.low))])


def _lines(room: Room, runs: list[list[list[Point]]]) -> Iterator[str]:
    for number, series in enumerate(runs):
        places = [[(x, y) for x, y, _ in run] for run in series if run]
        for run in places:
            for start, end in pairwise(run):
                room.take(along(start, end))
        d = "".join(f"M{'L'.join(f'{n(x)} {n(y)}' for x, y in run)}" for run in places)
        if d:
            yield path(f"l {dashed(number)}", d)


def _error_bars(area: Area, points: list[Point]) -> Iterator[str]:
    for x, _, mark in points:
        if mark.error:
            low, high = area.y(mark.low), area.y(mark.high)
            ends = f"M{n(x - CAP)} {n(low)}h{2 * CAP}M{n(x - CAP)} {n(high)}h{2 * CAP}"
            yield path("err", f"{ends}M{n(x)} {n(low)}V{n(high)}")


def _names(
    drawn: Drawn, area: Area, room: Room, series: list[list[Point]]
) -> Iterator[str]:
    """Each name where its line ends; a thread leads to one that had to give way."""
    ending = [
        (max(points)[:2], lines)
        for points, lines in zip(series, area.named, strict=True)
        if points
    ]
    heights = [len(lines) * LEADING for _, lines in ending]
    frame = (area.top - LEADING / 2, area.bottom + LEADING / 2)
    middles = spread([y for (_, y), _ in ending], heights, frame)
    left = area.right + 22
    for ((x, y), lines), middle, height in zip(ending, middles, heights, strict=True):
        if abs(middle - y) > MOVED or area.right - x > MOVED:
            yield path("thread", f"M{n(x + 7)} {n(y)}L{n(left - 4)} {n(middle)}")
        yield from lines_of_text(left, first_baseline(middle, len(lines)), lines)
        wide = max(map(width_of, lines))
        half = height / 2
        room.take([Box(left, middle - half, left + wide, middle + half)])


def _values(drawn: Drawn, room: Room, series: list[list[Point]]) -> Iterator[str]:
    """Values beside their marks, while they are few and where nothing stands."""
    points = [point for one in series for point in one]
    if not drawn.chart.values or len(points) > VALUES:
        return
    printed: list[tuple[float, float, str]] = []
    for x, y, mark in points:
        said = mark.number.text
        if any(said == s and abs(x - a) + abs(y - b) < MOVED for a, b, s in printed):
            continue
        printed.append((x, y, said))
        half = width_of(said) / 2 + 10
        aside = half - 6
        places = [(x, y - 10), (x, y + 20), (x + half, y + 5), (x - half, y + 5)]
        places += [(x + aside, y - 10), (x - aside, y - 10)]
        places += [(x + aside, y + 20), (x - aside, y + 20)]
        box = room.first_free(box_of([said], *place) for place in places)
        if box:
            middle = (box.left + box.right) / 2
            yield text(middle, box.bottom - 2, said, "quiet mid")


def _reference_lines(drawn: Drawn, area: Area, room: Room) -> Iterator[str]:
    for line, label in drawn.lines:
        y = area.y(line.value)
        yield path("ref", f"M{n(area.left)} {n(y)}H{n(area.right)}")
        room.take(along((area.left, y), (area.right, y)))
        said = f"{label}: {with_unit(line.text, drawn.chart.y_axis.unit)}"
        lines = wrapped(said, area.right - area.left - 6)
        half = max(map(width_of, lines)) / 2
        sides = (area.right - half, area.left + 6 + half)
        above = -6 - (len(lines) - 1) * LEADING
        places = [(x, y + shift) for shift in (above, 17) for x in sides]
        box = room.first_free(box_of(lines, *place) for place in places)
        middle, first = places[0]
        if box:
            middle, first = (box.left + box.right) / 2, box.top + 10
        yield from lines_of_text(middle, first, lines, "quiet mid")
