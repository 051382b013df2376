"""What an editor asks for, and what is read from the data to draw it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from writing.rendering.charts.numbers import Number


class ChartError(ValueError):
    """Data that can't be drawn, in a sentence."""


@dataclass(frozen=True)
class Axis:
    label: str = ""
    unit: str = ""
    scale: str = "linear"

    @property
    def title(self) -> str:
        """The label with its unit, as the head of a table has it."""
        return ", ".join(part for part in (self.label, self.unit) if part)


@dataclass(frozen=True)
class Series:
    """A column; `errors` names one column (plus and minus) or two (low, high)."""

    column: str
    name: str = ""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReferenceLine:
    value: str
    label: str


@dataclass(frozen=True)
class Chart:
    """Everything a drawing depends on; `name` keeps its ids apart on a page."""

    kind: str
    data: str
    x: str = ""
    series: tuple[Series, ...] = ()
    x_axis: Axis = field(default_factory=lambda: Axis(scale="category"))
    y_axis: Axis = field(default_factory=Axis)
    lines: tuple[ReferenceLine, ...] = ()
    values: bool = True
    name: str = ""
    alt: str = ""

    @property
    def has_bars(self) -> bool:
        return self.kind in {"bar", "grouped-bar"}


@dataclass(frozen=True)
class Mark:
    """One value, with the ends of its error bar where it has one."""

    number: Number
    title: str
    error: tuple[float, float] | None = None

    @property
    def value(self) -> float:
        return self.number.value

    @property
    def low(self) -> float:
        return min((self.value, *(self.error or ())))

    @property
    def high(self) -> float:
        return max((self.value, *(self.error or ())))


@dataclass(frozen=True)
class Row:
    """One row of the data: its place on the horizontal axis, a mark a series."""

    label: str
    x: float
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True)
class Drawn:
    """A chart whose words and numbers have been read."""

    chart: Chart
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[tuple[Number, str], ...]

    def extremes(self) -> tuple[float, float]:
        """The least and the greatest value that the vertical scale must show."""
        values = [value.value for value, _ in self.lines]
        values += [end for mark in self.marks() for end in (mark.low, mark.high)]
        return min(values), max(values)

    def marks(self) -> Iterator[Mark]:
        """Every mark, row by row."""
        return (mark for row in self.rows for mark in row.marks if mark)
