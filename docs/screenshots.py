"""Takes the pictures in docs/: a site is started from nothing and looked at."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Page

from bench.browsing import executable, started_browser
from bench.serving import running_site

DOCS = Path(__file__).resolve().parent


class Shot(NamedTuple):
    """What is in a picture: the part of a page that begins at `top`, a selector."""

    path: str
    width: int = 1280
    height: int = 960
    scheme: Literal["light", "dark"] = "light"
    top: str = "body"


PICTURES = {
    "index.png": Shot("/writing/"),
    # Down to the table of claims.
    "review.png": Shot("/writing/kafka/", height=1600),
    "claims.png": Shot("/writing/mamba/", height=1300, scheme="dark", top=".claim"),
    "chart.png": Shot("/writing/llm-int8/", height=900, top="figure.chart"),
    "ledger.png": Shot("/writing/claims/", scheme="dark", height=1100),
    "map.png": Shot("/writing/map/", height=1150),
    "phone.png": Shot("/writing/mamba/?depth=claims", 390, 1300, "dark", ".claim"),
}


def take(page: Page, site: str, shot: Shot, picture: Path) -> None:
    page.set_viewport_size({"width": shot.width, "height": shot.height})
    page.emulate_media(color_scheme=shot.scheme)
    answer = page.goto(site + shot.path)
    if not (answer and answer.ok):
        sys.exit(f"{shot.path} cannot be shown: the site has no such page.")
    # A face that was late for the first view is there for the second.
    page.wait_for_load_state("networkidle")
    page.reload()
    page.evaluate("document.fonts.ready")
    page.locator(shot.top).first.evaluate("part => part.scrollIntoView()")
    page.screenshot(path=picture)
    # A page of text has few colours: a palette makes a third of the size of it, and
    # this method keeps the few strong ones, which a median would drown in greys.
    with Image.open(picture) as taken:
        small = taken.convert("RGB").quantize(
            256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        small.save(picture, optimize=True)


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as data,
        running_site(data) as site,
        started_browser(executable()) as browser,
    ):
        page = browser.new_page()
        for name, shot in PICTURES.items():
            take(page, site, shot, DOCS / name)


if __name__ == "__main__":
    main()
