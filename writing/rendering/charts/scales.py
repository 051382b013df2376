"""How values become places: linear and logarithmic, with ticks at round numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

FEW = 4
# Quarters only where they are whole numbers.
STEPS = [1, 2, 2.5, 5, 10], [1, 2, 5, 10]
# More decades than any data has: the locator then leaves none out.
MANY = 999
DECADES = 1.5


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
    # Takes a while to import, and most requests draw nothing.
    from matplotlib.ticker import (  # noqa: PLC0415
        LogLocator,
        MaxNLocator,
    )

    if low == high:
        low, high = (low / 2, high * 2) if log else (min(low, 0), max(high, 0) or 1)
    if not log:
        locators = [MaxNLocator(most, steps=steps) for steps in STEPS]
        found = [list(map(float, one.tick_values(low, high))) for one in locators]
        whole = (ticks for ticks in found if all(tick % 1 == 0 for tick in ticks))
        return next(whole, found[-1])
    subs = (1, 2, 5) if log10(high / low) < DECADES else (1,)
    wide = LogLocator(subs=subs, numticks=MANY).tick_values(low / 100, high * 100)
    ticks = _enclosing([float(tick) for tick in wide], low, high)
    step = ceil((len(ticks) - 1) / (most + 2))
    while (len(ticks) - 1) % step:
        ticks.append(ticks[-1] * 10)
    return ticks[::step]


def _enclosing(ticks: Iterable[float], low: float, high: float) -> list[float]:
    # A power of ten may come out a hair off.
    ticks = [float(f"{tick:.12g}") for tick in ticks]
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
