"""Takes the pictures in docs/: a site is started from nothing and looked at."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Literal, NamedTuple

from playwright.sync_api import Page

from bench.browsing import executable, started_browser
from bench.serving import running_site
from docs.editor_screenshots import PASSWORDS, take_editor
from docs.pictures import photograph


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


def take(page: Page, site: str, shot: Shot, name: str) -> None:
    page.set_viewport_size({"width": shot.width, "height": shot.height})
    page.emulate_media(color_scheme=shot.scheme)
    answer = page.goto(site + shot.path)
    if not (answer and answer.ok):
        sys.exit(f"{shot.path} cannot be shown: the site has no such page.")
    # A face that was late for the first view is there for the second.
    page.wait_for_load_state("networkidle")
    page.reload()
    page.locator(shot.top).first.evaluate("part => part.scrollIntoView()")
    photograph(page, name)


def main() -> None:
    os.environ.update(PASSWORDS)
    with (
        tempfile.TemporaryDirectory() as data,
        running_site(data) as site,
        started_browser(executable()) as browser,
    ):
        page = browser.new_page()
        for name, shot in PICTURES.items():
            take(page, site, shot, name)
        page.close()
        take_editor(browser, site)


if __name__ == "__main__":
    main()
