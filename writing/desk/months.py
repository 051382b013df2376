"""Months, which are not all of one length."""

from calendar import monthrange
from datetime import date

MONTHS = 12


def months_before(day: date, months: int) -> date:
    """The day so many months earlier, or the last of its month."""
    year, month = divmod(day.year * MONTHS + day.month - 1 - months, MONTHS)
    month += 1
    return day.replace(
        year=year, month=month, day=min(day.day, monthrange(year, month)[1])
    )
