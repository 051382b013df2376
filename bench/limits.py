"""What was measured, held against its limit, and the table of it all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

CAUSES_SHOWN = 12
HEAD = ("measure", "page", "value", "limit", "ok")


class Row(NamedTuple):
    """One measure of one page; `ok` is None where there is no limit to it."""

    measure: str
    page: str
    value: str
    limit: str
    ok: bool | None
    causes: tuple[str, ...] = ()

    @property
    def is_miss(self) -> bool:
        """Whether the limit is missed."""
        return self.ok is False


def at_most(
    measure: str, page: str, value: float, limit: float, causes: Iterable[str] = ()
) -> Row:
    """A row of a number that must not be above its limit."""
    text = f"at most {limit:g}" if limit else "0"
    return Row(measure, page, f"{value:.4g}", text, value <= limit, tuple(causes))


def none_of(measure: str, page: str, found: Iterable[str]) -> Row:
    """A row of what there must be none of; what was found is its cause."""
    causes = tuple(found)
    return at_most(measure, page, len(causes), 0, causes)


def told(measure: str, page: str, value: str) -> Row:
    """A row of something worth knowing that has no limit."""
    return Row(measure, page, value, "–", None)


def table(rows: Iterable[Row]) -> str:
    """The rows as a table in Markdown."""
    words = {True: "yes", False: "NO", None: "–"}
    lines = [HEAD, tuple("---" for _ in HEAD)]
    lines += [(*row[:4], words[row.ok]) for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def reasons(rows: Iterable[Row]) -> str:
    """What is known of the cause of each miss, as a list in Markdown."""
    return "".join(_reason(row) for row in rows if row.is_miss)


def _reason(row: Row) -> str:
    shown = "".join(f"  - {cause}\n" for cause in row.causes[:CAUSES_SHOWN])
    left = len(row.causes) - CAUSES_SHOWN
    more = f"  - and {left} more\n" if left > 0 else ""
    return f"- {row.measure}, {row.page}: {row.value}\n{shown}{more}"
