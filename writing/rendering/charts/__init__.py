"""Charts as SVG: words and shapes from the data, looks from the style sheet."""

from functools import lru_cache

from writing.rendering.charts.bars import draw_bars
from writing.rendering.charts.chart import (
    Axis,
    Chart,
    ChartError,
    ReferenceLine,
    Series,
)
from writing.rendering.charts.plots import draw_plot
from writing.rendering.charts.readings import read_chart

__all__ = [
    "NARROW",
    "ROOMY",
    "Axis",
    "Chart",
    "ChartError",
    "ReferenceLine",
    "Series",
    "draw_chart",
]

NARROW, ROOMY = 340, 600


@lru_cache(maxsize=512)
def draw_chart(chart: Chart, width: int) -> str:
    """The same bytes for the same chart; a `ChartError` says why there are none."""
    drawn = read_chart(chart)
    draw = draw_bars if chart.has_bars else draw_plot
    return draw(drawn, width)
