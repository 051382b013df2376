"""Which pages of a stored text a locator means, and how its pages are named."""

import re
from collections.abc import Iterable

from writing.locators import DASH, Kind, Locator
from writing.paper_text.searchable import SearchableText

PAGES = re.compile(rf"([A-Za-z]?\d+|[ivxlc]+)(?:{DASH}([A-Za-z]?\d+|[ivxlc]+))?")
# "3.3", "A.1", "Appendix B", "IV-A" before a heading's words.
HEADING_NUMBER = re.compile(
    r"(?:(?:section|appendix)\s+)?([A-Z]|[IVX]+|[A-Z]?\d+)((?:[.\-][A-Za-z0-9]+)*)\.?"
    r"(?=[\s:]|\Z)",
    re.IGNORECASE,
)
MOST_PAGES = 1000


def pages_meant(locator: Locator, text: SearchableText) -> frozenset[int] | None:
    """The pages that a place is on; None where the text can't tell.

    A page number is a sheet's or the one printed on it: papers in proceedings begin in
    the hundreds.
    """
    by_kind = _sheets if text.kind == "pdf" else _sections
    return frozenset(by_kind(locator, text)) or None


def name_of_pages(pages: Iterable[int], text: SearchableText) -> str:
    """ "p. 5", "pp. 5, 6" or the headings of sections."""
    found = sorted(pages)
    if text.kind != "pdf":
        return ", ".join(f"“{text.pages[page].label or 'beginning'}”" for page in found)
    numbers = ", ".join(str(page + 1) for page in found)
    return f"{'pp.' if len(found) > 1 else 'p.'} {numbers}"


def _sheets(locator: Locator, text: SearchableText) -> set[int]:
    wanted: set[str] = set()
    for part in locator.page.split(","):
        if match := PAGES.fullmatch(part.strip()):
            wanted.update(_numbers(match[1], match[2] or match[1]))
    return {
        page
        for page, sheet in enumerate(text.pages)
        if str(page + 1) in wanted or sheet.label in wanted
    }


def _numbers(first: str, last: str) -> Iterable[str]:
    """The pages of a span; its two ends where they are not plain numbers."""
    if not (first.isdecimal() and last.isdecimal()):
        return (first, last)
    return map(str, range(int(first), min(int(last), int(first) + MOST_PAGES) + 1))


def _sections(locator: Locator, text: SearchableText) -> set[int]:
    if locator.kind == Kind.ABSTRACT:
        return _headed("abstract", text)
    if locator.kind not in {Kind.SECTION, Kind.APPENDIX} or not locator.number:
        return set()
    numbered = {
        page
        for page, section in enumerate(text.pages)
        if _is_within(section.label, locator.number)
    }
    return numbered or _headed(locator.number, text)


def _headed(words: str, text: SearchableText) -> set[int]:
    return {
        page
        for page, section in enumerate(text.pages)
        if section.label.casefold() == words.casefold()
    }


def _is_within(heading: str, number: str) -> bool:
    """Whether a heading is that of a section or of one inside it."""
    match = HEADING_NUMBER.match(heading)
    if match is None:
        return False
    found = (match[1] + match[2]).casefold()
    wanted = number.casefold()
    return found == wanted or found.startswith(f"{wanted}.")
