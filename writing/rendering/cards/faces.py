"""Text in pictures: every character in the first of our faces that holds it.

What no face holds is left out, since a box in its place would tell a reader nothing:
emoji, and the scripts that the site's own pages leave to the reader's fonts.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[3] / "home" / "static" / "fonts"
SIGNS = (
    "stix-two-symbols.woff2",
    "stix-two-math-core.woff2",
    "stix-two-math-rest.woff2",
)
SERIF = (
    "source-serif-4-latin-normal.woff2",
    "source-serif-4-latin-ext-normal.woff2",
    "source-serif-4-greek-normal.woff2",
    *SIGNS,
)
FAMILIES = {
    "display": ("source-serif-4-latin-display.woff2", *SERIF),
    "serif": SERIF,
    "sans": (
        "ibm-plex-sans-latin-normal.woff2",
        "ibm-plex-sans-latin-ext-normal.woff2",
        "ibm-plex-sans-greek-normal.woff2",
        *SIGNS,
    ),
}
# No character is here, so every face draws its sign for a missing one.
NOWHERE = "\U0010ffff"
# More would climb out of their line, and no language needs them.
MOST_MARKS = 2
# Text is drawn this many times as large and brought down, which spaces it finely.
SCALE = 2
# Files of one weight; the others have an axis of weights and no other.
FIXED = {"source-serif-4-latin-display.woff2", *SIGNS}


@dataclass(frozen=True)
class Style:
    """How text is set; the size is in pixels of the finished picture."""

    family: str
    size: int
    weight: int


def length(text: str, style: Style) -> float:
    """The width of `drawable` text."""
    return sum(
        _font(file, style).getlength(run) / SCALE
        for file, run in _runs(text, style.family)
    )


def write(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    style: Style,
    fill: str,
) -> float:
    """Draw `drawable` text from the left end of its baseline; the right end is given.

    The picture is `SCALE` times as large as the positions say.
    """
    x, baseline = at
    for file, run in _runs(text, style.family):
        font = _font(file, style)
        draw.text((x * SCALE, baseline * SCALE), run, fill, font, anchor="ls")
        x += font.getlength(run) / SCALE
    return x


def drawable(text: str, family: str) -> str:
    """The text as the faces of a family can draw it, its white space made single."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    kept = (_kept(cluster, family) for cluster in clusters(composed))
    return " ".join(filter(None, "".join(kept).split(" ")))


def clusters(text: str) -> Iterator[str]:
    """Characters with their combining marks; controls are passed over."""
    cluster = ""
    for character in text:
        kind = unicodedata.category(character)[0]
        if kind == "M" and len(cluster) <= MOST_MARKS:
            cluster += character if cluster else ""
        elif kind not in "CM":
            if cluster:
                yield cluster
            cluster = character
    if cluster:
        yield cluster


@lru_cache(maxsize=4096)
def _kept(cluster: str, family: str) -> str:
    """The cluster, or at least its letter without the marks, or nothing."""
    apart = unicodedata.normalize("NFD", cluster)
    options = (cluster, apart, apart[0])
    return next((kept for kept in options if _face(kept, family)), "")


@lru_cache(maxsize=4096)
def _face(cluster: str, family: str) -> str | None:
    """The first file whose face holds all of a cluster."""
    for file in FAMILIES[family]:
        if all(_holds(file, character) for character in cluster):
            return file
    return None


@lru_cache(maxsize=8192)
def _holds(file: str, character: str) -> bool:
    """Whether a face has a glyph of its own for a character.

    Pillow doesn't tell which characters a face maps, but a missing one looks and
    measures like any other missing one.
    """
    font = _plain(file)
    return _look(font, character) != _look(font, NOWHERE)


def _look(font: ImageFont.FreeTypeFont, character: str) -> tuple[float, bytes]:
    return font.getlength(character), bytes(font.getmask(character))


@lru_cache(maxsize=16)
def _plain(file: str) -> ImageFont.FreeTypeFont:
    # The basic layout leaves a mark without its letter alone.
    return ImageFont.truetype(FONTS / file, 40, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=64)
def _font(file: str, style: Style) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / file, style.size * SCALE)
    if file not in FIXED:
        font.set_variation_by_axes([style.weight])
    return font


def _runs(text: str, family: str) -> Iterator[tuple[str, str]]:
    """Stretches of one face, as large as can be, so that kerning works in them."""
    found = ((_face(cluster, family), cluster) for cluster in clusters(text))
    for file, run in groupby(found, key=lambda pair: pair[0]):
        if file:
            yield file, "".join(cluster for _, cluster in run)
