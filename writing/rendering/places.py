"""Where on the web a locator leads: the page of a PDF, a section of arXiv's HTML."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from writing.bibliography.identifiers import arxiv_id
from writing.locators import Kind, Locator

# arXiv's HTML names sections S3, S3.SS1, S3.SS1.SSS2.
ARXIV_LEVELS = ("S", ".SS", ".SSS")
ARXIV_PAGE = re.compile(r"https?://(?:www\.)?arxiv\.org/(abs|pdf|html)/([^?#]+)")
SECTION = re.compile(r"\d+(?:\.\d+){0,2}")
PAGE = re.compile(r"\d+")


class Text(NamedTuple):
    """A text of the paper under review: its label, its address, its pages if known."""

    label: str
    url: str
    pages: int | None = None


def place_url(locator: Locator, texts: Sequence[Text]) -> str:
    """The address of a place in the paper under review; empty if there is none.

    A locator without a version speaks of the first text. Pages of a PDF are counted
    from its first sheet, so a printed page number beyond its last leads to the PDF.
    """
    text = _text_of(locator, texts)
    if text is None or not text.url:
        return ""
    if section := _arxiv_section(locator, text.url):
        return section
    page = _page(locator, text.pages)
    pdf = _pdf(text.url) if page else ""
    return f"{pdf}#page={page}" if pdf else text.url


def _text_of(locator: Locator, texts: Sequence[Text]) -> Text | None:
    if not locator.version:
        return next(iter(texts), None)
    wanted = locator.version.casefold()
    return next((text for text in texts if text.label.casefold() == wanted), None)


def _page(locator: Locator, pages: int | None) -> int | None:
    match = PAGE.match(locator.page)
    page = int(match[0]) if match else 0
    return page if 0 < page <= (pages or page) else None


def _pdf(url: str) -> str:
    """The PDF that an address names or, at arXiv, stands for."""
    arxiv = ARXIV_PAGE.match(url)
    if arxiv and arxiv_id(url):
        return f"https://arxiv.org/pdf/{arxiv[2].removesuffix('.pdf')}"
    is_pdf = urlsplit(url).path.casefold().endswith(".pdf")
    return url.partition("#")[0] if is_pdf else ""


def _arxiv_section(locator: Locator, url: str) -> str:
    arxiv = ARXIV_PAGE.match(url)
    is_html = arxiv and arxiv[1] == "html"
    if not (is_html and locator.kind == Kind.SECTION):
        return ""
    if not SECTION.fullmatch(locator.number):
        return ""
    numbers = locator.number.split(".")
    steps = zip(ARXIV_LEVELS, numbers, strict=False)
    return f"{url.partition('#')[0]}#{''.join(a + n for a, n in steps)}"
