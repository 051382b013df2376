"""Fills that tell series apart without colour; the sheet draws them in one ink."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from writing.rendering.charts.chart import Drawn


class Hatch(NamedTuple):
    """A pattern on a square of four units; without strokes a bar is full or empty."""

    name: str
    strokes: str

    @property
    def kind(self) -> str:
        """The class of a bar that has it."""
        plain = "hollow" if self.name == "hollow" else "bar"
        return "hatched" if self.strokes else plain


HATCHES = [
    Hatch("solid", ""),
    Hatch("rising", "M-1 1l2-2M0 4l4-4M3 5l2-2"),
    Hatch("hollow", ""),
    Hatch("level", "M0 2h4"),
    Hatch("falling", "M-1 3l2 2M0 0l4 4M3-1l2 2"),
    Hatch("upright", "M2 0v4"),
    Hatch("crossed", "M0 4l4-4M0 0l4 4"),
    Hatch("dotted", "M1 2h2"),
]


def hatches(drawn: Drawn, width: int) -> Iterator[str]:
    """The patterns that the series of one drawing need."""
    used = [hatch for hatch in HATCHES[: len(drawn.names)] if hatch.strokes]
    if used:
        yield "<defs>"
        for hatch in used:
            name = quoteattr(_id(drawn.chart.name, width, hatch))
            size = 'width="4" height="4" patternUnits="userSpaceOnUse"'
            shape = f'<path class="hatch" d="{hatch.strokes}"/>'
            yield f"<pattern id={name} {size}>{shape}</pattern>"
        yield "</defs>"


def filled(place: tuple[str, int, int], d: str, title: str, hollow: bool) -> str:
    """A bar of a chart, a width and a series; what was read off is left hollow."""
    name, width, series = place
    hatch = HATCHES[series]
    kind = "read" if hollow else hatch.kind
    fill = ""
    if hatch.strokes and not hollow:
        fill = f" fill={quoteattr(f'url(#{_id(name, width, hatch)})')}"
    return f'<path class="m {kind}" d="{d}"{fill}><title>{escape(title)}</title></path>'


def _id(name: str, width: int, hatch: Hatch) -> str:
    return f"{name or 'chart'}-{width}-{hatch.name}"
