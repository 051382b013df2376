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

from PIL import Image
from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).resolve().parent
# Each picture with its address and its height: the review down to its table of claims.
PICTURES = {"index.png": ("writing/", 960), "review.png": ("writing/kafka/", 1600)}
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


def take(page: Page, address: str, picture: Path) -> None:
    answer = page.goto(address)
    if not (answer and answer.ok):
        sys.exit(f"{address} cannot be shown: the site has no such page.")
    page.evaluate("document.fonts.ready")
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
        for name, (path, height) in PICTURES.items():
            page.set_viewport_size({"width": 1280, "height": height})
            take(page, site + path, DOCS / name)
        browser.close()


if __name__ == "__main__":
    main()
