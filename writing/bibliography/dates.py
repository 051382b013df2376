"""Dates as BibTeX writes them, and as CSL does: a year, and what is known below it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from writing.bibliography.latex import decode, encode

MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
ISO_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def read_date(latex: str) -> dict[str, Any]:
    """A date to the year, the month or the day; a literal if it is none."""
    text = decode(latex)
    iso = ISO_DATE.fullmatch(text.partition("/")[0])
    parts = [int(part) for part in iso.groups() if part] if iso else []
    if parts and exists(parts):
        return {"date-parts": [parts]}
    return {"literal": text} if text else {}


def write_date(when: Mapping[str, Any]) -> str:
    if "date-parts" not in when:
        return encode(when.get("literal", ""))
    year, *rest = when["date-parts"][0]
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])


def read_issued(fields: Mapping[str, str]) -> dict[str, Any]:
    """The day a work came out, from `date` or else `year`, `month` and `day`."""
    issued = read_date(fields.get("date", "") or fields.get("year", ""))
    parts = issued.get("date-parts", [[]])[0]
    if len(parts) == 1:
        return {"date-parts": [parts + _month_and_day(parts[0], fields)]}
    return issued


def write_issued(issued: Mapping[str, Any]) -> dict[str, str]:
    if "date-parts" not in issued:
        return {"year": encode(issued.get("literal", ""))}
    parts: list[int] = [*issued["date-parts"][0], 0, 0]
    year, month, day = parts[:3]
    return {
        "year": f"{year:04}",
        "month": MONTHS[month - 1] if month else "",
        "day": f"{day or ''}",
    }


def _month_and_day(year: int, fields: Mapping[str, str]) -> list[int]:
    name = decode(fields.get("month", "")).lower()
    month = MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else _number(name)
    parts = [month, _number(fields.get("day", ""))]
    return next((p for p in (parts, parts[:1]) if exists([year, *p])), [])


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,2}", text) else 0


def exists(parts: list[int]) -> bool:
    """Whether the calendar has this year, month of a year, or day of a month."""
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return True
