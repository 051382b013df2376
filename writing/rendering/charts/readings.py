"""From an editor's choices and a table to the marks of a chart."""

from writing.rendering.charts.chart import (
    Chart,
    ChartError,
    Drawn,
    Mark,
    Row,
    Series,
)
from writing.rendering.charts.numbers import Number, read_number, with_unit
from writing.rendering.tables import BLANKS, Table, TableError, parse_table
from writing.rendering.typography import curled

MAX_SERIES = 8
MAX_BARS = 60
MAX_POINTS = 200
MAX_LINES = 4
LEAST, GREATEST = 1e-15, 1e15


def read_chart(chart: Chart) -> Drawn:
    """Read every word and number, or say which can't be drawn."""
    try:
        table = parse_table(chart.data)
    except TableError as error:
        raise ChartError(str(error)) from error
    x = _column(table, chart.x) if chart.x else 0
    series = chart.series or tuple(
        Series(name) for c, name in enumerate(table.header) if c != x
    )
    _refuse_what_does_not_fit(chart, table, series)
    names = tuple(curled(one.name or one.column) for one in series)
    rows = tuple(
        _row(chart, table, series, (x, number)) for number in range(len(table.rows))
    )
    if not any(mark for row in rows for mark in row.marks):
        raise ChartError("No column that is drawn holds a number.")
    return Drawn(chart, names, rows, _lines(chart))


def _refuse_what_does_not_fit(
    chart: Chart, table: Table, series: tuple[Series, ...]
) -> None:
    if not table.rows or not series:
        raise ChartError("A chart needs a row under the head, and a column to draw.")
    if len(series) > MAX_SERIES:
        message = f"{len(series)} columns are too many; up to {MAX_SERIES} are drawn."
        raise ChartError(message)
    if len(chart.lines) > MAX_LINES:
        raise ChartError(f"Up to {MAX_LINES} reference lines are drawn.")
    what, most = ("bars", MAX_BARS) if chart.has_bars else ("points", MAX_POINTS)
    count = len(table.rows) * len(series)
    if count > most:
        raise ChartError(f"{count} {what} are too many; up to {most} are drawn.")


def _column(table: Table, name: str) -> int:
    try:
        return table.header.index(name)
    except ValueError:
        raise ChartError(f"The data has no column “{name}”.") from None


def _row(
    chart: Chart, table: Table, series: tuple[Series, ...], place: tuple[int, int]
) -> Row:
    column, number = place
    cell = table.rows[number][column]
    label, x = curled(cell), float(number)
    if not chart.has_bars and chart.x_axis.scale != "category":
        read = _number(table, column, number)
        if read is None:
            message = f"Column “{table.header[column]}”, row {number + 1}: it is empty."
            raise ChartError(message)
        _refuse_no_logarithm(chart.x_axis.scale, read.value, cell)
        label, x = read.text, read.value
    named = [with_unit(label, chart.x_axis.unit)] if label else []
    marks = []
    for one in series:
        names = [*named, curled(one.name or one.column)] if series[1:] else named
        marks.append(_mark(chart, table, (one, number), ", ".join(names)))
    return Row(label, x, tuple(marks))


def _mark(
    chart: Chart, table: Table, place: tuple[Series, int], named: str
) -> Mark | None:
    series, row = place
    number = _number(table, _column(table, series.column), row)
    if number is None:
        return None
    ends = _ends(table, series, row, number)
    for value in (number.value, *(ends or ())):
        _refuse_no_logarithm(chart.y_axis.scale, value, number.text)
    said = with_unit(number.text, chart.y_axis.unit)
    return Mark(number, f"{named}: {said}" if named else said, ends)


def _number(table: Table, column: int, row: int) -> Number | None:
    cell = table.rows[row][column]
    if cell.casefold() in BLANKS:
        return None
    number = read_number(cell)
    if number is None:
        message = f"Column “{table.header[column]}”, row {row + 1}: “{cell}” is no"
        raise ChartError(f"{message} number.")
    _refuse_extreme(number)
    return number


def _ends(
    table: Table, series: Series, row: int, number: Number
) -> tuple[float, float] | None:
    """The ends of an error bar: from its columns, else from the cell itself."""
    columns = [_column(table, name) for name in series.errors]
    cells = [_number(table, column, row) for column in columns]
    errors = [cell.value for cell in cells if cell]
    if not columns and number.error is not None:
        errors = [number.error]
    if not errors:
        return None
    if len(columns) > 1:
        return _between(series, row, number.value, errors)
    return number.value - abs(errors[0]), number.value + abs(errors[0])


def _between(
    series: Series, row: int, value: float, ends: list[float]
) -> tuple[float, float]:
    if len(ends) != len(series.errors) or not ends[0] <= value <= ends[-1]:
        raise ChartError(
            f"Column “{series.column}”, row {row + 1}: the value does not lie between "
            f"“{'” and “'.join(series.errors)}”, the low and the high end."
        )
    return ends[0], ends[-1]


def _lines(chart: Chart) -> tuple[tuple[Number, str], ...]:
    lines = []
    for line in chart.lines:
        number = read_number(line.value)
        if number is None:
            raise ChartError(f"The reference line “{line.value}” is no number.")
        _refuse_extreme(number)
        _refuse_no_logarithm(chart.y_axis.scale, number.value, line.value)
        lines.append((number, curled(line.label)))
    return tuple(lines)


def _refuse_extreme(number: Number) -> None:
    if number.value and not LEAST <= abs(number.value) <= GREATEST:
        raise ChartError(f"“{number.text}” is too small or too large to be drawn.")


def _refuse_no_logarithm(scale: str, value: float, text: str) -> None:
    if scale == "log" and value <= 0:
        message = f"“{text}” cannot stand on a logarithmic axis, nor its error bar"
        raise ChartError(f"{message}: it must be above 0.")
