"""A picture of a page in docs/: taken, and made small."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

DOCS = Path(__file__).resolve().parent


def photograph(page: Page, name: str) -> None:
    """Store what the window shows as docs/`name`."""
    picture = DOCS / name
    page.evaluate("document.fonts.ready")
    page.screenshot(path=picture)
    # A page of text has few colours: a palette makes a third of the size of it, and
    # this method keeps the few strong ones, which a median would drown in greys.
    with Image.open(picture) as taken:
        small = taken.convert("RGB").quantize(
            256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        small.save(picture, optimize=True)
