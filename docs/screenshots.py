"""Takes the pictures in docs/: a site is started from nothing and looked at."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).resolve().parent


class Shot(NamedTuple):
    """What is in a picture: the part of a page that begins at `top`, a selector."""

    path: str
    width: int = 1280
    height: int = 960
    scheme: Literal["light", "dark"] = "light"
    top: str = "body"


PICTURES = {
    "index.png": Shot("writing/"),
    # Down to the table of claims.
    "review.png": Shot("writing/kafka/", height=1600),
    "claims.png": Shot("writing/mamba/", height=1300, scheme="dark", top=".claim"),
    "chart.png": Shot("writing/llm-int8/", height=900, top="figure.chart"),
    "ledger.png": Shot("writing/claims/", scheme="dark", height=1100),
    "map.png": Shot("writing/map/", height=1150),
    "phone.png": Shot("writing/mamba/?depth=claims", 390, 1300, "dark", ".claim"),
}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def running_site() -> Iterator[str]:
    """The address of a site with the sample library, which ends with the block."""
    port = str(free_port())
    with tempfile.TemporaryDirectory() as data:
        process = subprocess.Popen(
            ["./deploy/run"],
            cwd=DOCS.parent,
            env=os.environ | {"PORT": port, "DATA_DIR": data, "VENV": sys.prefix},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            wait_until_it_serves(process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait()


def wait_until_it_serves(process: subprocess.Popen[str]) -> None:
    for line in process.stdout or ():
        if line.startswith("Close Reading is running"):
            return
    sys.exit("The site did not start: see above.")


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
    with running_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=CHROMIUM_ARGUMENTS
        )
        page = browser.new_page()
        for name, shot in PICTURES.items():
            take(page, site, shot, DOCS / name)
        browser.close()


if __name__ == "__main__":
    main()
