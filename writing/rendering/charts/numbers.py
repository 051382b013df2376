"""Cells as numbers that can be drawn, and numbers as a chart prints them."""

import re
from dataclasses import dataclass

from writing.rendering.numbers import NUMBER, grouped
from writing.rendering.typography import curled

NO_BREAK = "\u00a0"
# Signs that stand close to their number.
CLOSE = ("%", "‰", "×", "°")
SUPERSCRIPT = str.maketrans("0123456789−-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
LARGEST_POWER = 300
PLAIN_UP_TO = 1e7


@dataclass(frozen=True)
class Number:
    """A number and how it is printed; `approximate` ones were read off a curve."""

    value: float
    text: str
    approximate: bool = False
    error: float | None = None


def read_number(cell: str) -> Number | None:
    """Read a cell, or give nothing where it holds no number."""
    match = NUMBER.fullmatch(cell.strip())
    if match is None:
        return None
    power = int((match["exponent"] or match["power"] or "0").translate(PLAIN))
    if abs(power) > LARGEST_POWER:
        return None
    digits = re.sub(r"[^\d.]", "", match["digits"])
    value = float(f"{digits}e{power}")
    if match["sign"] in {"-", "−"}:
        value = -value
    error = float(f"{match['error']}e{power}") if match["error"] else None
    return Number(value, _printed(cell.strip()), bool(match["about"]), error)


def with_unit(number: str, unit: str) -> str:
    """A number and its unit, never parted; a cell may hold its own sign."""
    if number.endswith(CLOSE):
        return number
    joint = "" if not unit or unit in CLOSE else NO_BREAK
    return f"{number}{joint}{curled(unit)}"


def tick_texts(ticks: list[float], log: bool) -> list[str]:
    """Ticks as printed: as many decimals as the one that needs most, if linear."""
    if log or max(abs(tick) for tick in ticks) >= PLAIN_UP_TO:
        return [_tick(tick) for tick in ticks]
    shortest = [f"{round(tick, 10):.10f}".rstrip("0") for tick in ticks]
    decimals = max(len(text.partition(".")[2]) for text in shortest)
    return [f"{tick:,.{decimals}f}".replace("-", "−") for tick in ticks]


def _tick(value: float) -> str:
    plain = f"{value:,g}".replace("-", "−")
    if "e" not in plain:
        return plain
    mantissa, _, power = plain.partition("e")
    ten = f"10{str(int(power.replace('−', '-'))).translate(SUPERSCRIPT)}"
    return ten if mantissa == "1" else f"{mantissa} × {ten}"


def _printed(text: str) -> str:
    """The cell with thousands parted, a true minus, and air after “about”."""
    text = re.sub(r"^([^\d]*)-", r"\1−", grouped(text))
    return re.sub(r"^[≈~]\s*", f"≈{NO_BREAK}", text)
