"""Rows as CSV that a spreadsheet can open without running any of it."""

import csv
from collections.abc import Iterable
from io import StringIO

from writing.rendering.numbers import is_number

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """The rows after RFC 4180; a text that could be a formula has an apostrophe."""
    lines = StringIO()
    csv.writer(lines).writerows(map(inert, row) for row in rows)
    return lines.getvalue()


def inert(text: str) -> str:
    """The text as a cell that no spreadsheet runs."""
    is_formula = text.startswith(FORMULA) and not is_number(text)
    return f"'{text}" if is_formula else text
