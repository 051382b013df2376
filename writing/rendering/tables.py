"""Tables as an editor pastes them: CSV, or the tabs a spreadsheet gives."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from writing.rendering.numbers import is_number

MAX_ROWS = 200
MAX_COLUMNS = 20
MAX_BYTES = 64 * 1024

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
BLANKS = {"", "-", "–", "—", "−", "n/a", "n.a."}


class TableError(ValueError):
    """Data that is no table; `line` is where, counted from one, if anywhere."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(f"Line {line}: {message}" if line else message)
        self.line = line


@dataclass(frozen=True)
class Table:
    header: list[str]
    rows: list[list[str]] = field(default_factory=list)

    @cached_property
    def numeric_columns(self) -> frozenset[int]:
        """The columns that hold numbers and nothing else but blanks."""
        columns = range(len(self.header))
        return frozenset(c for c in columns if _is_numeric(r[c] for r in self.rows))


def parse_table(text: str) -> Table:
    """Read the first row as the head and the others as the body."""
    _refuse_oversized(text)
    _refuse_control_characters(text)
    lines = _trimmed(_read(text))
    if not lines:
        raise TableError("The table is empty.")
    _refuse_large(lines)
    header = lines[0][1]
    return Table(header, [_checked(row, header, line) for line, row in lines[1:]])


def _is_numeric(cells: Iterable[str]) -> bool:
    filled = [cell for cell in cells if cell.casefold() not in BLANKS]
    return bool(filled) and all(is_number(cell) for cell in filled)


def _refuse_oversized(text: str) -> None:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise TableError(f"A table may hold {MAX_BYTES // 1024} kB of text.")


def _refuse_control_characters(text: str) -> None:
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        name = f"U+{ord(found[0]):04X}"
        raise TableError(f"The text holds a control character, {name}.", line)


def _read(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line it begins on."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first, _, _ = text.lstrip("\n").partition("\n")
    delimiter = "\t" if "\t" in first else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, [" ".join(cell.split()) for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableError(f"The quotation marks do not match: {error}.", line) from error


def _trimmed(lines: Iterable[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Drop the rows and columns that are empty around the table."""
    rows: list[tuple[int, list[str]]] = []
    for line, row in lines:
        if rows or any(row):
            rows.append((line, row))
    while rows and not any(rows[-1][1]):
        rows.pop()
    width = max((_width(row) for _, row in rows), default=0)
    return [(line, row[:width]) for line, row in rows]


def _width(row: list[str]) -> int:
    """How many cells stand up to the last that holds something."""
    return next((n for n in range(len(row), 0, -1) if row[n - 1]), 0)


def _refuse_large(lines: list[tuple[int, list[str]]]) -> None:
    if len(lines) > MAX_ROWS + 1:
        line = lines[MAX_ROWS + 1][0]
        raise TableError(f"A table may have {MAX_ROWS} rows under its head.", line)
    if any(len(row) > MAX_COLUMNS for _, row in lines):
        raise TableError(f"A table may have {MAX_COLUMNS} columns.")


def _checked(row: list[str], header: list[str], line: int) -> list[str]:
    if len(row) != len(header):
        message = f"{len(row)} cells, where the head has {len(header)}."
        raise TableError(message, line)
    return row
