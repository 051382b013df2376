"""Whether everyone can read a page: axe, narrow and zoomed windows, the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from bench.browsing import opened
from bench.limits import Row, at_most, none_of

THEMES = ("light", "dark")
WIDTHS = (1280, 360)
DEPTHS = ("verdicts", "claims", "full")
RULES = {
    "resultTypes": ["violations"],
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
# A window of 1280 pixels at 200 % is one of 640 that are twice as dense.
WINDOWS: dict[str, dict[str, Any]] = {
    "at 360 px": {"width": 360},
    "at 320 px": {"width": 320},
    "at 200 % of 1280 px": {"width": 640, "device_scale_factor": 2},
}
# What reaches over the edge without scrolling in a box of its own.
SIDEWAYS = """() => {
  const edge = document.documentElement.clientWidth;
  const name = element => element.localName + (element.id ? `#${element.id}` : "")
    + [...element.classList].map(one => `.${one}`).join("");
  const isHeld = element => {
    for (let box = element.parentElement; box && box !== document.body;
         box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") return true;
    return false;
  };
  const over = [...document.body.querySelectorAll("*")].filter(element => {
    const {right, width, height} = element.getBoundingClientRect();
    return width > 1 && height > 1 && right > edge + 0.5 && !isHeld(element);
  });
  const end = element => element.getBoundingClientRect().right.toFixed(1);
  return {
    px: Math.max(document.scrollingElement.scrollWidth, document.body.scrollWidth)
      - edge,
    over: over.map(element => `${name(element)} ends at ${end(element)} px`),
  };
}"""
# Gives how many elements there are to visit, and from then on notes each that is.
NOTE_FOCUS = """() => {
  const kinds = "a[href], button, summary, input, select, textarea, [role=button], "
    + "[role=link], [tabindex='0']";
  const isUsable = element => !element.disabled && !element.closest("[inert]")
    && element.checkVisibility({visibilityProperty: true})
    && element.getClientRects().length;
  const name = element => element.localName + (element.id ? `#${element.id}` : "")
    + [...element.classList].map(one => `.${one}`).join("")
    + ` "${(element.getAttribute("aria-label") ?? element.textContent).trim()
        .replace(/\\s+/g, " ").slice(0, 40)}"`
    + (element.getAttribute("href") ? ` ${element.getAttribute("href")}` : "");
  const edges = ["outlineStyle", "outlineWidth", "boxShadow", "borderTopColor",
    "borderTopWidth", "stroke", "strokeWidth"];
  // A shape cannot have an outline of its own in a drawing: a part of it is marked.
  const look = element => [element, ...element.querySelectorAll("svg a *, a rect")].map(
    part => edges.map(edge => getComputedStyle(part)[edge])).join();
  // One of a group of radio buttons is reached for all of them.
  const group = element => element.type === "radio" ? element.name || element : element;
  const wanted = [...document.querySelectorAll(kinds)].filter(isUsable);
  const before = new Map(wanted.map(element => [element, look(element)]));
  const isMarked = element => before.has(element)
    ? before.get(element) !== look(element)
    : getComputedStyle(element).outlineStyle !== "none";
  const seen = new Set();
  const unmarked = new Set();
  document.addEventListener("focusin", ({target}) => {
    seen.add(group(target));
    if (!isMarked(target)) unmarked.add(target);
  });
  window.focusReport = () => ({
    missed: wanted.filter(one => one.isConnected && !seen.has(group(one))).map(name),
    unmarked: [...unmarked].map(name),
  });
  return wanted.length;
}"""
SPARE_TABS = 60


def reach(browser: Browser, site: str, name: str, path: str) -> Iterator[Row]:
    """Every row of this kind for one page, at each of its depths if it has some."""
    depths = DEPTHS if name == "review" else ("",)
    for depth in depths:
        address = f"{site}{path}" + (f"?depth={depth}" if depth else "")
        label = f"{name}, {depth}" if depth else name
        for theme in THEMES:
            with opened(browser, 1280, color_scheme=theme) as page:
                page.goto(address)
                yield none_of(f"axe violations, {theme}", label, axe(page))
        for window, options in WINDOWS.items():
            with opened(browser, **options) as page:
                page.goto(address)
                yield sideways(page, window, label)
        for width in WIDTHS:
            with opened(browser, width) as page:
                page.goto(address, wait_until="networkidle")
                yield from keyboard(page, f"{width} px", label)


def axe(page: Page) -> list[str]:
    """One line for each element that breaks a rule, in a wide and a narrow window."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} px: {line}" for line in violations(page)]
    return found


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule in the window as it is."""
    found = [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in Axe().run(page, options=RULES).response["violations"]
        for node in rule["nodes"]
    ]
    return [" ".join(line.split()) for line in found]


def sideways(page: Page, window: str, label: str) -> Row:
    """By how many pixels the page scrolls sideways."""
    page.evaluate("document.fonts.ready")
    found = page.evaluate(SIDEWAYS)
    causes = found["over"]
    # What is cut off does not scroll, and is no better.
    value = max(found["px"], 1 if causes else 0)
    return at_most(f"sideways scroll {window}, px", label, value, 0, causes)


def keyboard(page: Page, window: str, label: str) -> Iterator[Row]:
    """Whether Tab comes to everything that can be used, and shows where it is."""
    count = page.evaluate(NOTE_FOCUS)
    # What scrolls in itself is visited too, and popovers may open on the way.
    for _ in range(2 * count + SPARE_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    report = page.evaluate("window.focusReport()")
    missed = none_of(f"out of Tab's reach at {window}", label, report["missed"])
    yield missed._replace(value=f"{missed.value} of {count}")
    yield none_of(f"focus not shown at {window}", label, report["unmarked"])
