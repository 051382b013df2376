"""Draws the site's icons from the mark: `python -m docs.icons`, from the project."""

import re
from pathlib import Path

from PIL import Image, ImageColor

from writing.rendering.cards.drawing import PAPER, PENCIL
from writing.rendering.cards.shapes import Curve, Pen, Point, bent

IMAGES = Path(__file__).resolve().parent.parent / "home" / "static" / "images"
BOX = 32
STROKE = 3.5
# At sixteen pixels the stroke needs two of them, or it goes grey.
BOLD = 4.2
SMALL = 16
# Whatever outline a system cuts out, it leaves the middle four fifths alone.
MASKABLE = 0.8
TOUCH = 0.9
# Steps from the ground to the pencil: few, so that the files are small.
TONES = 16


def mark() -> list[Curve]:
    """The arcs of mark.svg."""
    (path,) = re.findall(r' d="([^"]+)"', (IMAGES / "mark.svg").read_text())
    curves = []
    for part in path.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"[\d.]+", part)]
        points: list[Point] = list(zip(numbers[::2], numbers[1::2], strict=True))
        curves.append((points[0], points[1], points[2], points[3]))
    return curves


def icon(size: int, share: float = 1) -> Image.Image:
    """The mark in a square of the ground, taking up a share of it."""
    stroke = BOLD if size <= SMALL else STROKE
    box = BOX / share
    pen = Pen((box, box), (size, size))
    inset = (box - BOX) / 2
    for curve in mark():
        line = [(x + inset, y + inset) for x, y in bent(curve)]
        pen.line(line, stroke)
    return tinted(pen.finished())


def tinted(mask: Image.Image) -> Image.Image:
    """A mask in the pencil's colour on the ground, in as few tones as look smooth."""
    ends = [ImageColor.getrgb(colour)[:3] for colour in (PAPER, PENCIL)]
    image = mask.point(lambda value: round(value * (TONES - 1) / 255)).convert("L")
    tones = Image.new("P", mask.size)
    tones.putdata(list(image.tobytes()))
    palette = [
        round(low + (high - low) * tone / (TONES - 1))
        for tone in range(TONES)
        for low, high in zip(*ends, strict=True)
    ]
    tones.putpalette(palette)
    return tones


def main() -> None:
    """Write every icon the site names."""
    icon(180, TOUCH).save(IMAGES / "apple-touch-icon.png", optimize=True)
    icon(192).save(IMAGES / "icon-192.png", optimize=True)
    icon(512).save(IMAGES / "icon-512.png", optimize=True)
    icon(512, MASKABLE).save(IMAGES / "icon-maskable-512.png", optimize=True)
    small, middle, large = (icon(size).convert("RGB") for size in (16, 32, 48))
    large.save(
        IMAGES / "favicon.ico",
        sizes=[(16, 16), (32, 32), (48, 48)],
        append_images=[small, middle],
    )


if __name__ == "__main__":
    main()
