"""How values become places: linear and logarithmic, with ticks at round numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

FEW = 4
# Quarters only where they are whole numbers.
STEPS: tuple[list[float], ...] = ([1, 2, 2.5, 5, 10], [1, 2, 5, 10])
DECADES = 1.5
# What divisions leave of a whole number.
HAIR = 1e-9


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` over the places from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def share(self, value: float) -> float:
        """How far along the value lies, from 0 to 1."""
        low, high = self.low, self.high
        if low == high:
            return 0.5
        if self.log:
            return log10(value / low) / log10(high / low)
        return (value - low) / (high - low)

    def __call__(self, value: float) -> float:
        return self.start + self.share(value) * (self.end - self.start)


def round_ticks(low: float, high: float, log: bool, most: int = FEW) -> list[float]:
    """A few round numbers, of which the first and last enclose all values."""
    if low == high:
        low, high = (low / 2, high * 2) if log else (min(low, 0), max(high, 0) or 1)
    if not log:
        found = [_multiples(low, high, steps, most) for steps in STEPS]
        whole = (ticks for ticks in found if all(tick % 1 == 0 for tick in ticks))
        return next(whole, found[-1])
    digits = (1, 2, 5) if log10(high / low) < DECADES else (1,)
    powers = range(floor(log10(low)) - 1, ceil(log10(high)) + 2)
    wide = (float(f"{digit}e{power}") for power in powers for digit in digits)
    ticks = _enclosing(wide, low, high)
    step = ceil((len(ticks) - 1) / (most + 2))
    while (len(ticks) - 1) % step:
        ticks.append(ticks[-1] * 10)
    return ticks[::step]


def _multiples(low: float, high: float, steps: list[float], most: int) -> list[float]:
    """Multiples of the least round step of which `most` reach from low to high.

    Of a smaller one, where fewer than two would lie between the values themselves.
    """
    raw = (high - low) / most
    power = 10.0 ** floor(log10(raw))
    sizes = [size * unit for unit in (power / 10, power) for size in steps]
    enough = next(n for n, size in enumerate(sizes) if size >= raw * (1 - HAIR))
    smaller = reversed(sizes[: enough + 1])
    step = next(size for size in smaller if _inside(low, high, size) > 1)
    first, last = floor(low / step + HAIR), ceil(high / step - HAIR)
    return [float(f"{number * step:.12g}") for number in range(first, last + 1)]


def _inside(low: float, high: float, step: float) -> int:
    return floor(high / step + HAIR) - ceil(low / step - HAIR) + 1


def _enclosing(ticks: Iterable[float], low: float, high: float) -> list[float]:
    ticks = list(ticks)
    first = max(tick for tick in ticks if tick <= low)
    last = min(tick for tick in ticks if tick >= high)
    return [tick for tick in ticks if first <= tick <= last]


def bar_ends(low: float, high: float, log: bool) -> tuple[float, float]:
    """From where to where bars may reach: from zero, or the power of ten below."""
    if not log:
        return min(0.0, low), max(0.0, high) or (0.0 if low < 0 else 1.0)
    power = floor(log10(low))
    base = 10.0**power
    return (base if base < low else base / 10), high
