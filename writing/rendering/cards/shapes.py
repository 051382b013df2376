"""The five verdicts and the mark as smooth masks, in the geometry of their SVG."""

from collections.abc import Callable, Iterable

from PIL import Image, ImageDraw

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]

# The units of a verdict's square, as in templates/components/symbols.html.
SQUARE = 16
RING = 5.6
# The arcs between the words, as in templates/components/wordmark.html.
ARCS_BOX = (14, 34)
ARCS: tuple[Curve, ...] = (
    ((1, 9.5), (3.8, 4.6), (10.2, 4.6), (13, 9.5)),
    ((1, 27), (3.8, 31.9), (10.2, 31.9), (13, 27)),
)
ARCS_STROKE = 1.9
# Drawn this many times as large, then brought down: that makes edges smooth.
FINE = 4


class Pen:
    """Draws on a mask in the units of a drawing."""

    def __init__(self, box: tuple[float, float], size: tuple[int, int]) -> None:
        self.unit = size[0] * FINE / box[0]
        self.mask = Image.new("L", (size[0] * FINE, size[1] * FINE))
        self.draw = ImageDraw.Draw(self.mask)

    def scaled(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self.unit, y * self.unit) for x, y in points]

    def box(self, centre: Point, radius: float) -> list[Point]:
        x, y = centre
        corners = [(x - radius, y - radius), (x + radius, y + radius)]
        return self.scaled(corners)

    def disc(self, centre: Point, radius: float) -> None:
        self.draw.ellipse(self.box(centre, radius), fill=255)

    def arc(self, degrees: tuple[float, float], stroke: float) -> None:
        """A part of the verdicts' ring."""
        box = self.box((8, 8), RING + stroke / 2)
        self.draw.arc(box, *degrees, fill=255, width=round(stroke * self.unit))

    def line(self, points: list[Point], stroke: float) -> None:
        """A line with round ends and corners."""
        width = round(stroke * self.unit)
        self.draw.line(self.scaled(points), fill=255, width=width)
        for point in points:
            self.disc(point, stroke / 2)

    def finished(self) -> Image.Image:
        return self.mask.reduce(FINE)


def bent(curve: Curve, steps: int = 48) -> list[Point]:
    """Points along a cubic Bézier curve."""

    def at(t: float) -> Point:
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        x = sum(w * point[0] for w, point in zip(weights, curve, strict=True))
        y = sum(w * point[1] for w, point in zip(weights, curve, strict=True))
        return x, y

    return [at(i / steps) for i in range(steps + 1)]


def arcs(width: int) -> Image.Image:
    """The arcs that close up the two words of the name."""
    pen = Pen(ARCS_BOX, (width, round(width * ARCS_BOX[1] / ARCS_BOX[0])))
    for curve in ARCS:
        pen.line(bent(curve), ARCS_STROKE)
    return pen.finished()


def verdict(value: str, size: int, *, filled: bool) -> Image.Image:
    """The shape of a verdict, hollow unless it is filled."""
    pen = Pen((SQUARE, SQUARE), (size, size))
    SHAPES[value](pen, filled)
    return pen.finished()


def _holds(pen: Pen, filled: bool) -> None:
    pen.arc((0, 360), 1.5)
    if filled:
        pen.disc((8, 8), RING)


def _conditional(pen: Pen, filled: bool) -> None:
    pen.arc((0, 360), 1.5)
    pen.line([(8, 8 - RING), (8, 8 + RING)], 1.2)
    if filled:
        pen.draw.pieslice(pen.box((8, 8), RING), 90, 270, fill=255)


def _overstated(pen: Pen, filled: bool) -> None:
    corners = [(8.0, 2.0), (14.4, 13.2), (1.6, 13.2)]
    pen.line([*corners, corners[0]], 1.5)
    if filled:
        pen.draw.polygon(pen.scaled(corners), fill=255)


def _contradicted(pen: Pen, filled: bool) -> None:
    stroke = 2.8 if filled else 1.5
    pen.line([(3, 3), (13, 13)], stroke)
    pen.line([(13, 3), (3, 13)], stroke)


def _absent(pen: Pen, filled: bool) -> None:
    # Eight dashes of 2.5 and gaps of 1.9 go round the ring.
    dash = 45 * 2.5 / 4.4
    for start in range(0, 360, 45):
        pen.arc((start, start + dash), 2 if filled else 1.5)


SHAPES: dict[str, Callable[[Pen, bool], None]] = {
    "holds": _holds,
    "conditional": _conditional,
    "overstated": _overstated,
    "contradicted": _contradicted,
    "absent": _absent,
}
