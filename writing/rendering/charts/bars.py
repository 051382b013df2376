"""Bars: they lie flat, and each has its name before it and its value behind it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from writing.rendering.charts.chart import Drawn, Mark
from writing.rendering.charts.columns import BarColumns, columns_for, heads
from writing.rendering.charts.hatches import filled, hatches
from writing.rendering.charts.labels import first_baseline
from writing.rendering.charts.numbers import tick_texts, with_unit
from writing.rendering.charts.scales import Scale, bar_ends, round_ticks
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

THICK = 12
AIR = 8
# Between a name and the bar beneath it, and beneath that.
ABOVE = 3
GROUP_AIR = 16
CAP = 3
# The more rows, the closer they stand.
PITCHES = [(8, 32), (16, 26)]
CLOSEST = 20


@dataclass
class _Sheet:
    """A drawing in the making, filled from the top down."""

    drawn: Drawn
    columns: BarColumns
    scale: Scale
    y: float = 0
    parts: list[str] = field(default_factory=list)
    # From where to where the axis is drawn: not through names that stand above.
    axis: list[tuple[float, float]] = field(default_factory=list)

    @property
    def zero(self) -> float:
        """Where bars begin."""
        return self.scale(self.scale.low if self.scale.log else 0)


def draw_bars(drawn: Drawn, width: int) -> str:
    """One drawing, as wide as asked and as high as it needs."""
    columns = columns_for(drawn, width)
    sheet = _Sheet(drawn, columns, _scale(drawn, columns))
    top = _head(sheet)
    for row in drawn.rows:
        if len(row.marks) > 1:
            _group(sheet, row.label, row.marks)
        else:
            _one_bar(sheet, row.label, row.marks[0])
    sheet.y -= AIR / 2 if len(drawn.names) == 1 else GROUP_AIR - AIR / 2
    if columns.category:
        sheet.axis = [(top, sheet.y)]
    lines = [
        path("ref", f"M{n(sheet.scale(line.value))} {n(top)}V{n(sheet.y)}")
        for line, _ in drawn.lines
    ]
    if not drawn.chart.values:
        _ticks(sheet)
    parts = [*hatches(drawn, width), *_axis(sheet), *lines, *sheet.parts]
    kind = "narrow" if columns.narrow else "roomy"
    return picture((width, sheet.y), kind, drawn.chart.alt, parts)


def _axis(sheet: _Sheet) -> Iterator[str]:
    """The line from which bars begin; the edge of the drawing needs none."""
    x = sheet.zero
    if x > 1:
        d = "".join(f"M{n(x)} {n(top)}V{n(foot)}" for top, foot in sheet.axis)
        yield path("axis", d)


def _scale(drawn: Drawn, columns: BarColumns) -> Scale:
    """The scale on which the longest bar leaves room for its value, and no more."""
    log = drawn.chart.y_axis.scale == "log"
    low, high = bar_ends(*drawn.extremes(), log)
    if not drawn.chart.values:
        ticks = round_ticks(low, high, log)
        low, high = ticks[0], ticks[-1]
    start = columns.start + 1
    room = columns.width - start
    unit = Scale(low, high, 0, 1, log)
    length = room - 1.0 if drawn.chart.values else room - 20.0
    for mark in drawn.marks():
        share = unit.share(_reach(mark, unit))
        if share > 0 and drawn.chart.values:
            left = room - AIR - width_of(mark.number.text)
            length = max(AIR, min(length, left / share))
    return Scale(low, high, start, start + length, log)


def _reach(mark: Mark, scale: Scale) -> float:
    """How far to the right a bar goes: one below zero ends at zero."""
    return max(mark.high, scale.low if scale.log else 0)


def _head(sheet: _Sheet) -> float:
    """What is measured, then the names of the reference lines; gives where they end."""
    above = heads(sheet.drawn, sheet.columns)
    sheet.y = max(map(len, above), default=0) * LEADING
    # The second stands over the axis, or as near as it fits.
    for x, lines in zip((0, sheet.zero), above, strict=False):
        furthest = sheet.columns.width - max(map(width_of, lines), default=0)
        first = sheet.y - (len(lines) - 1) * LEADING - 4
        sheet.parts.extend(lines_of_text(min(x, furthest), first, lines, "quiet"))
    for line, label in sorted(sheet.drawn.lines, key=lambda one: one[0].value):
        named = f"{label}: {with_unit(line.text, sheet.drawn.chart.y_axis.unit)}"
        lines = wrapped(named, sheet.columns.width)
        half = max(map(width_of, lines)) / 2
        place = sheet.scale(line.value)
        middle = max(half, min(place, sheet.columns.width - half))
        first = sheet.y + LEADING - 1
        sheet.parts.extend(lines_of_text(middle, first, lines, "quiet mid"))
        sheet.y += len(lines) * LEADING + 3
    top = sheet.y
    if sheet.y:
        sheet.y += AIR / 2 if sheet.columns.category else AIR
    return top


def _one_bar(sheet: _Sheet, label: str, mark: Mark | None) -> None:
    """A row of the only series."""
    lines = wrapped(label, sheet.columns.category_width)
    if sheet.columns.category:
        _bar(sheet, 0, mark, lines)
        return
    _above(sheet, lines)
    start = sheet.y
    _bar(sheet, 0, mark, [])
    sheet.axis.append((start, sheet.y))
    sheet.y += AIR


def _group(sheet: _Sheet, label: str, marks: tuple[Mark | None, ...]) -> None:
    """A row of the data: its name in bold, and a bar for each series."""
    columns = sheet.columns
    lines = wrapped(label, columns.category_width, bold=True)
    start = sheet.y
    if columns.category:
        first = first_baseline(start + CLOSEST / 2, 1)
        sheet.parts.extend(lines_of_text(0, first, lines, "b"))
    else:
        _above(sheet, lines, "b")
        start = sheet.y
    for series, mark in enumerate(marks):
        _named_bar(sheet, series, mark)
    sheet.axis.append((start, sheet.y))
    if columns.category:
        sheet.y = max(sheet.y, start + len(lines) * LEADING)
    sheet.y += GROUP_AIR


def _above(sheet: _Sheet, lines: list[str], kind: str = "") -> None:
    """A name that stands on lines of its own."""
    sheet.parts.extend(lines_of_text(0, sheet.y + 13, lines, kind))
    sheet.y += len(lines) * LEADING + ABOVE


def _named_bar(sheet: _Sheet, series: int, mark: Mark | None) -> None:
    """A bar of a group, with the name of its series before or above it."""
    columns = sheet.columns
    names = wrapped(sheet.drawn.names[series], columns.name_width)
    if columns.name:
        _bar(sheet, series, mark, names)
        return
    _above(sheet, names)
    _bar(sheet, series, mark, [])
    sheet.y += AIR / 2


def _bar(sheet: _Sheet, series: int, mark: Mark | None, names: list[str]) -> None:
    """A bar in a row high enough for its name."""
    pitch = _pitch(sheet)
    height = max(pitch, pitch + (len(names) - 1) * LEADING)
    middle = sheet.y + height / 2
    x = sheet.columns.category if len(sheet.drawn.names) > 1 else 0
    first = first_baseline(middle, len(names))
    sheet.parts.extend(lines_of_text(x, first, names))
    sheet.parts.extend(_rectangle(sheet, series, mark, middle))
    sheet.y += height


def _pitch(sheet: _Sheet) -> float:
    """From one bar to the next; a name above has its own height."""
    columns, rows = sheet.columns, len(sheet.drawn.rows)
    several = len(sheet.drawn.names) > 1
    if not (columns.name if several else columns.category):
        return THICK + ABOVE
    if several:
        return CLOSEST
    return next((pitch for most, pitch in PITCHES if rows <= most), CLOSEST)


def _rectangle(
    sheet: _Sheet, series: int, mark: Mark | None, middle: float
) -> Iterator[str]:
    if mark is None:
        yield text(sheet.zero + AIR, middle + 5, "–", "quiet")
        return
    name = sheet.drawn.chart.name
    left, right = sorted((sheet.zero, sheet.scale(mark.value)))
    # What is very small can still be seen; zero is no bar.
    right = max(right, left + 1) if right > left else right
    d = f"M{n(left)} {n(middle - THICK / 2)}H{n(right)}v{THICK}H{n(left)}z"
    fill = (name, sheet.columns.width, series if right > left else 0)
    yield filled(fill, d, mark.title, mark.number.approximate)
    if mark.error:
        yield from _error_bar(sheet.scale(mark.low), sheet.scale(mark.high), middle)
    if sheet.drawn.chart.values:
        place = sheet.scale(_reach(mark, sheet.scale)) + AIR
        yield text(place, middle + 5, mark.number.text)


def _error_bar(low: float, high: float, y: float) -> Iterator[str]:
    ends = f"M{n(low)} {n(y - CAP)}v{2 * CAP}M{n(high)} {n(y - CAP)}v{2 * CAP}"
    d = f"{ends}M{n(low)} {n(y)}H{n(high)}"
    yield path("halo", d)
    yield path("err", d)


def _ticks(sheet: _Sheet) -> None:
    """An axis beneath, where no bar carries its value."""
    scale = sheet.scale
    ticks = round_ticks(scale.low, scale.high, scale.log)
    sheet.parts.append(path("axis", f"M{n(scale.start)} {n(sheet.y)}H{n(scale.end)}"))
    for tick, named in zip(ticks, tick_texts(ticks, scale.log), strict=True):
        x = scale(tick)
        sheet.parts.append(path("axis", f"M{n(x)} {n(sheet.y)}v4"))
        sheet.parts.append(text(x, sheet.y + 18, named, "quiet mid"))
    sheet.y += 22
