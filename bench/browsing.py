"""A browser to measure with, and how a page is opened and read to its end in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.serving import ROOT

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000
# Half a screen at a time, so that everything comes into view once; each step ends with
# a frame, in which a shift shows.
SCROLL = """async () => {
  const frame = () => new Promise(done =>
    requestAnimationFrame(() => setTimeout(done)));
  const page = document.scrollingElement;
  for (let step = 0; step < 400; step++) {
    const before = page.scrollTop;
    scrollBy({top: innerHeight / 2, behavior: "instant"});
    await frame();
    if (page.scrollTop === before) break;
  }
  await document.fonts.ready;
  await frame();
}"""


def executable() -> str:
    """The path of Chromium, which $CHROMIUM may name."""
    found = subprocess.run(
        ["./deploy/browser"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    return found.stdout.strip() or sys.exit(found.returncode or 1)


@contextmanager
def started_browser(path: str) -> Iterator[Browser]:
    """Chromium, which ends with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, width: int, **options: Any) -> Iterator[Page]:
    """An empty page with a cache of its own, closed at the end of the block."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def read_to_the_end(page: Page) -> None:
    """Scroll a loaded page to its end, and wait for what that asks for."""
    page.evaluate("document.fonts.ready")
    page.evaluate(SCROLL)
    page.wait_for_load_state("networkidle")
