"""Eight shapes of points and as many dashes: series differ without any colour."""

from writing.rendering.charts.svg import n, path

# Each is drawn from the middle of its point.
SHAPES = [
    "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "m-4-4h8v8h-8z",
    "m0-5.5l5 9h-10z",
    "m0-5.8l5.3 5.8-5.3 5.8-5.3-5.8z",
    "m0 5.5l-5-9h10z",
    "m-1.6-5.2h3.2v3.6h3.6v3.2h-3.6v3.6h-3.2v-3.6h-3.6v-3.2h3.6z",
    "m0-2.3l2.5-2.5 2.3 2.3-2.5 2.5 2.5 2.5-2.3 2.3-2.5-2.5-2.5 2.5-2.3-2.3 2.5-2.5"
    "-2.5-2.5 2.3-2.3z",
    "m-2.6-4.8h5.2l2.8 4.8-2.8 4.8h-5.2l-2.8-4.8z",
]


def dashed(series: int) -> str:
    """The class that gives a series its ink and its dashes."""
    return f"s{series}"


def shape(
    series: int, place: tuple[float, float], title: str = "", hollow: bool = False
) -> str:
    """A point; one that was read off a curve is left hollow."""
    x, y = place
    kind = f"{'m ' if title else ''}p {dashed(series)}{' read' if hollow else ''}"
    return path(kind, f"M{n(x)} {n(y)}{SHAPES[series]}", title)
