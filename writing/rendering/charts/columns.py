"""Where the names of bars stand: in columns before them, or above where it is tight."""

from dataclasses import dataclass
from math import ceil

from writing.rendering.charts.chart import Drawn
from writing.rendering.charts.svg import width_of, wrapped
from writing.rendering.typography import curled

NARROW = 400
AIR = 14
HEAD_LINES = 2


@dataclass(frozen=True)
class BarColumns:
    """The widths of the columns before the bars; 0 is no column: names stand above."""

    width: int
    category: float
    name: float

    @property
    def start(self) -> float:
        """Where the axis stands at the earliest."""
        return self.category + self.name

    @property
    def narrow(self) -> bool:
        return self.width < NARROW

    @property
    def category_width(self) -> float:
        """How wide a line of a category's name may be."""
        return self.category - AIR if self.category else self.width

    @property
    def name_width(self) -> float:
        """How wide a line of a series' name may be."""
        return self.name - AIR if self.name else self.width


def columns_for(drawn: Drawn, width: int) -> BarColumns:
    """Columns as wide as their words, within a share of the drawing."""
    narrow = width < NARROW
    several = len(drawn.names) > 1
    labels = max(width_of(row.label, several) for row in drawn.rows)
    if not several:
        title = min(width_of(drawn.chart.x_axis.title), width * 0.28)
        return BarColumns(width, _column(max(labels, title), narrow, width), 0)
    names = max(map(width_of, drawn.names))
    if narrow:
        return BarColumns(width, 0, _column(names, narrow, width))
    columns = _column(labels, narrow, width, 0.25), _column(names, narrow, width, 0.22)
    return BarColumns(width, *columns)


def _column(widest: float, narrow: bool, width: int, most: float = 0.4) -> float:
    """Whole units, so that the widest word surely fits its own column."""
    if narrow and widest > width * 0.36:
        return 0
    return ceil(min(widest, width * (most if not narrow else 1))) + AIR


def heads(drawn: Drawn, columns: BarColumns) -> list[list[str]]:
    """What stands above: a head for each column, or a line that says both."""
    measured, by = _measured(drawn), curled(drawn.chart.x_axis.title)
    if not measured and not by:
        return []
    if columns.category:
        x = wrapped(by, columns.start - AIR)
        if len(x) <= HEAD_LINES and not any("…" in line for line in x):
            y = wrapped(measured, columns.width - columns.start)
            return [x, y]
    joint = ", by " if drawn.chart.y_axis.unit else " by "
    both = joint.join(part for part in (measured, by) if part)
    return [wrapped(both, columns.width)]


def _measured(drawn: Drawn) -> str:
    axis = drawn.chart.y_axis
    if axis.scale != "log":
        return curled(axis.title)
    return f"{curled(axis.title)} (log scale)".strip()
