"""What a page costs to load: its weight, its fonts, its requests, and what shifts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from playwright.sync_api import Browser, Page, Request

from bench.browsing import opened, read_to_the_end
from bench.limits import Row, at_most, none_of, told

TEXT_LIMIT = 60.0
FONT_LIMIT = 150.0
TEXT = ("document", "stylesheet", "script")
NAMES = {
    "document": "HTML",
    "stylesheet": "CSS",
    "script": "JS",
    "font": "fonts",
    "image": "images",
}
WIDTHS = (360, 1280)
# Slow enough that a font comes after the first paint: "Slow 4G", as Lighthouse has it.
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
# The faces of the style sheets stand in document.fonts in the same order, but do not
# say there which file they are from.
FONTS = """() => {
  const rules = list => [...list].flatMap(rule =>
    rule instanceof CSSFontFaceRule ? [rule] : rules(rule.cssRules ?? []));
  const files = rule => [...rule.style.src.matchAll(/url\\("?([^")]+)/g)].map(
    ([, url]) => new URL(url, rule.parentStyleSheet.href ?? location.href).href);
  const declared = [...document.styleSheets].flatMap(sheet => rules(sheet.cssRules));
  const faces = [...document.fonts];
  const preloads = document.querySelectorAll("link[rel=preload][as=font]");
  return {
    known: faces.length === declared.length,
    used: declared.filter((_, n) => faces[n]?.status === "loaded").flatMap(files),
    preloaded: [...preloads].map(link => link.href),
  };
}"""
SHIFTS = """() => {
  const name = node => {
    const element = node?.nodeType === 1 ? node : node?.parentElement;
    if (!element) return "(removed)";
    const classes = [...element.classList].map(one => `.${one}`).join("");
    return element.localName + (element.id ? `#${element.id}` : classes);
  };
  const box = ({x, y, width, height}) =>
    [x, y, width, height].map(Math.round).join(" ");
  window.shifts = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shifts.push({
      value: entry.value,
      at: Math.round(entry.startTime),
      what: entry.sources.map(({node, previousRect, currentRect}) =>
        `${name(node)} from [${box(previousRect)}] to [${box(currentRect)}]`),
    });
  }).observe({type: "layout-shift", buffered: true});
}"""


def loading(browser: Browser, site: str, name: str, path: str) -> Iterator[Row]:
    """Every row of this kind for one page."""
    yield from weight(browser, site, name, path)
    for width in WIDTHS:
        for slow in (False, True):
            speed = "slow" if slow else "fast"
            with opened(browser, width) as page:
                total, causes = shift(page, site + path, slow=slow)
            yield at_most(
                f"layout shift at {width} px, {speed}", name, total, 0, causes
            )


def weight(browser: Browser, site: str, name: str, path: str) -> Iterator[Row]:
    """Kilobytes as they are sent, without headers; and how fonts are asked for."""
    finished: list[Request] = []
    asked: list[str] = []

    def note(request: Request) -> None:
        finished.append(request)

    with opened(browser, 1280) as page:
        page.on("requestfinished", note)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site + path, wait_until="networkidle")
        read_to_the_end(page)
        sent = {request: request.sizes()["responseBodySize"] for request in finished}
        fonts = page.evaluate(FONTS)
    sizes: Counter[str] = Counter()
    for request, size in sent.items():
        sizes[request.resource_type] += size
    text = sum(sizes[kind] for kind in TEXT) / 1000
    parts = [f"{label} {sizes[kind] / 1000:.1f}" for kind, label in NAMES.items()]
    yield at_most("HTML + CSS + JS, kB", name, text, TEXT_LIMIT, heaviest(sent, TEXT))
    yield at_most(
        "fonts, kB", name, sizes["font"] / 1000, FONT_LIMIT, heaviest(sent, ("font",))
    )
    yield told("kB by kind", name, ", ".join(parts))
    yield told("requests", name, f"{len(asked)}")
    yield none_of("requests to another host", name, elsewhere(asked, site))
    yield from font_rows(name, fonts, asked)


def heaviest(sent: dict[Request, int], kinds: tuple[str, ...]) -> list[str]:
    """What was sent of these kinds, the largest first."""
    rows = [(size, one.url) for one, size in sent.items() if one.resource_type in kinds]
    return [f"{size / 1000:.1f} kB {url}" for size, url in sorted(rows, reverse=True)]


def elsewhere(asked: list[str], site: str) -> list[str]:
    """Addresses on other hosts."""
    own = (f"{site}/", "data:", "blob:")
    return [address for address in asked if not address.startswith(own)]


def font_rows(name: str, fonts: dict[str, Any], asked: list[str]) -> Iterator[Row]:
    """A font that is preloaded is used, and none is fetched twice."""
    wrong = [] if fonts["known"] else ["the faces in use cannot be told from others"]
    wrong += [
        f"preloaded and not used: {file(url)}"
        for url in fonts["preloaded"]
        if url not in fonts["used"]
    ]
    wrong += [
        f"fetched {asked.count(url)} times: {file(url)}"
        for url in {*fonts["used"], *fonts["preloaded"]}
        if asked.count(url) > 1
    ]
    late = [file(url) for url in fonts["used"] if url not in fonts["preloaded"]]
    yield none_of("fonts preloaded wrongly", name, wrong)
    yield told("fonts preloaded", name, joined(map(file, fonts["preloaded"])))
    yield told("fonts not preloaded", name, joined(late))


def file(address: str) -> str:
    """The name of a file, without the fingerprint of its content."""
    name, *_, suffix = address.rpartition("/")[2].split(".")
    return f"{name}.{suffix}"


def joined(names: Iterable[str]) -> str:
    """Names in order, each once."""
    return ", ".join(sorted(set(names))) or "none"


def shift(page: Page, address: str, *, slow: bool) -> tuple[float, list[str]]:
    """The sum of all that moved by itself, while loading and down to the end."""
    if slow:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(f"({SHIFTS})()")
    page.goto(address, wait_until="networkidle")
    read_to_the_end(page)
    shifts = page.evaluate("window.shifts")
    causes = [
        f"{one['value']:.4f} after {one['at']} ms: {'; '.join(one['what'])}"
        for one in sorted(shifts, key=lambda one: -one["value"])
    ]
    return sum(one["value"] for one in shifts), causes
