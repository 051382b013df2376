"""Where in a work to look: one grammar, read leniently and written in one way.

§5, p. 5; Fig. 4                   several places
Table 3, pp. 6–7                   a place and its pages
v4: §8.1.2                         of the version with that label
@qin2024mooncake v4: Table 3       of another work
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

MAX_LENGTH = 300
EXAMPLES = (
    "§3.1, p. 4; Fig. 4; Table 2; App. A.1; Eq. 2; Alg. 1; Note 3; Ref. 18; "
    "Abstract; Title; pp. 4–5; throughout; v2: §3; @key: §3"
)


class LocatorError(ValueError):
    """What could not be read, and examples of what can."""


class Kind(StrEnum):
    SECTION = "section"
    APPENDIX = "appendix"
    TABLE = "table"
    FIGURE = "figure"
    EQUATION = "equation"
    ALGORITHM = "algorithm"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    ABSTRACT = "abstract"
    TITLE = "title"
    PAGE = "page"
    WHOLE = "whole"


@dataclass(frozen=True)
class Locator:
    """One place. Its source is empty for the work under review."""

    source: str = ""
    version: str = ""
    kind: str = Kind.PAGE
    number: str = ""
    page: str = ""

    def __str__(self) -> str:
        """The canonical text, without the source."""
        return f"{self.version}: {self.place}" if self.version else self.place

    @property
    def place(self) -> str:
        """The canonical text without source and version: "Fig. 4, p. 6"."""
        if self.kind in UNNUMBERED:
            name = UNNUMBERED[Kind(self.kind)]
        else:
            name = _numbered_text(Kind(self.kind), self.number)
        return ", ".join(filter(None, (name, _page_text(self.page))))

    @property
    def qualified(self) -> str:
        """The canonical text with the source, as an editor would type it."""
        if not self.source:
            return str(self)
        return f"@{self.source}{' ' if self.version else ': '}{self}"


NAMES = {
    Kind.SECTION: ("§", "§§"),
    Kind.APPENDIX: ("App. ", "Apps. "),
    Kind.TABLE: ("Table ", "Tables "),
    Kind.FIGURE: ("Fig. ", "Figs. "),
    Kind.EQUATION: ("Eq. ", "Eqs. "),
    Kind.ALGORITHM: ("Alg. ", "Algs. "),
    Kind.FOOTNOTE: ("Note ", "Notes "),
    Kind.REFERENCE: ("Ref. ", "Refs. "),
}
UNNUMBERED = {
    Kind.ABSTRACT: "Abstract",
    Kind.TITLE: "Title",
    Kind.WHOLE: "throughout",
    Kind.PAGE: "",
}
_SPELLINGS = {
    Kind.SECTION: "sec secs sect sects section sections",
    Kind.APPENDIX: "app apps appx appendix appendices",
    Kind.TABLE: "tab tabs tbl table tables",
    Kind.FIGURE: "fig figs figure figures",
    Kind.EQUATION: "eq eqs eqn eqns equation equations",
    Kind.ALGORITHM: "alg algs algo algos algorithm algorithms",
    Kind.FOOTNOTE: "note notes footnote footnotes fn fns",
    Kind.REFERENCE: "ref refs reference references",
    Kind.PAGE: "p pp pg pgs page pages",
}
KINDS = {word: kind for kind, words in _SPELLINGS.items() for word in words.split()}
WHOLES = {
    "abstract": Kind.ABSTRACT,
    "title": Kind.TITLE,
    "throughout": Kind.WHOLE,
    "whole paper": Kind.WHOLE,
    "whole text": Kind.WHOLE,
}

DASH = r"\s*[-‐‑‒–—]\s*"
ONE = r"(?:[IVXLC]+-[A-Z]|[A-Za-z]{0,3}\d+[a-z]?|[A-Z]|[IVXLC]+)"
NUMBER = rf"{ONE}(?:\.[A-Za-z0-9]+)*(?:\([a-z0-9]\))?"
RANGE = re.compile(rf"({NUMBER})(?:{DASH}({NUMBER}|[a-z]))?")
PAGES = re.compile(rf"([A-Za-z]?\d+|[ivxlc]+)(?:{DASH}([A-Za-z]?\d+|[ivxlc]+))?")
SECTION_NAME = re.compile(r"[^\W\d_][^;,:@§]{0,79}")
WORD = re.compile(r"([A-Za-z]+)\.?\s*(.*)")
SIGN = re.compile(r"§\s*§?\s*(.*)")
VERSION = r"[^\s:,@§][^:,@§]*"
PART = re.compile(
    rf"""
    (?:@(?P<source>[^\s,@]+?) (?:\s+(?P<of>{VERSION}))? :(?=[\s§])
     | (?P<version>{VERSION}) :
    )?
    (?P<places>[^:@]*)
    """,
    re.VERBOSE,
)
# "§4.1 p. 5" is written as often as "§4.1, p. 5".
MISSING_COMMA = re.compile(r"(?<=[^\s,])\s+(?=pp?\.\s*\w)")


def parse_locators(text: str) -> tuple[Locator, ...]:
    """Read one or more places; empty text is no place at all."""
    if len(text) > MAX_LENGTH:
        raise LocatorError(f"A locator may have at most {MAX_LENGTH} characters.")
    parts = filter(None, (part.strip() for part in text.split(";")))
    return tuple(locator for part in parts for locator in _parse_part(part))


def format_locators(locators: Iterable[Locator]) -> str:
    return "; ".join(locator.qualified for locator in locators)


def _parse_part(part: str) -> Iterator[Locator]:
    """Read what stands between two semicolons: one work, one or more places."""
    match = PART.fullmatch(part)
    if match is None:
        raise _unreadable(part)
    source = match["source"] or ""
    version = " ".join((match["of"] or match["version"] or "").split())
    places = _attach_pages(_parse_places(match["places"]))
    return (replace(place, source=source, version=version) for place in places)


def _parse_places(text: str) -> Iterator[Locator]:
    kind = None
    for item in MISSING_COMMA.sub(", ", text).split(","):
        place = _parse_place(item.strip(), kind)
        kind = Kind(place.kind)
        yield place


def _attach_pages(places: Iterator[Locator]) -> list[Locator]:
    """Give a page to the place it follows, or to the one it stands before."""
    found: list[Locator] = []
    for place in places:
        before = found[-1] if found else None
        if before is None or not _takes_page(before, place):
            found.append(place)
        elif place.kind == Kind.PAGE:
            pages = ", ".join(filter(None, (before.page, place.page)))
            found[-1] = replace(before, page=pages)
        else:
            found[-1] = replace(place, page=before.page)
    return found


def _takes_page(before: Locator, place: Locator) -> bool:
    if place.kind == Kind.PAGE:
        return before.kind != Kind.WHOLE
    return before.kind == Kind.PAGE and place.kind != Kind.WHOLE


def _parse_place(text: str, kind: Kind | None) -> Locator:
    """Read one place; a bare number is of the kind that stood before it."""
    if text.casefold() in WHOLES:
        return Locator(kind=WHOLES[text.casefold()])
    if sign := SIGN.fullmatch(text):
        return _section(sign[1], text)
    word = WORD.fullmatch(text)
    if word and (named := KINDS.get(word[1].casefold())):
        return _of_kind(named, word[2], text)
    if kind in NAMES or kind == Kind.PAGE:
        return _of_kind(kind, text, text)
    raise _unreadable(text)


def _of_kind(kind: Kind, rest: str, text: str) -> Locator:
    if kind == Kind.SECTION:
        return _section(rest, text)
    if kind == Kind.APPENDIX and not rest:
        return Locator(kind=kind)
    if kind == Kind.PAGE:
        return Locator(kind=kind, page=_span(PAGES, rest, text))
    return Locator(kind=kind, number=_span(RANGE, _unwrapped(rest), text))


def _section(rest: str, text: str) -> Locator:
    if RANGE.fullmatch(rest):
        return Locator(kind=Kind.SECTION, number=_span(RANGE, rest, text))
    if SECTION_NAME.fullmatch(rest):
        return Locator(kind=Kind.SECTION, number=" ".join(rest.split()))
    raise _unreadable(text)


def _span(pattern: re.Pattern[str], rest: str, text: str) -> str:
    match = pattern.fullmatch(rest)
    if match is None:
        raise _unreadable(text)
    return f"{match[1]}–{match[2]}" if match[2] else match[1]


def _unwrapped(number: str) -> str:
    """Take off what works put around their own numbers: Eq. (2), Ref. [18]."""
    wrapped = number[:1] + number[-1:] in {"()", "[]"}
    return number[1:-1].strip() if wrapped else number


def _numbered_text(kind: Kind, number: str) -> str:
    if not number:
        return "Appendix"
    is_range = "–" in number and RANGE.fullmatch(number)
    return NAMES[kind][bool(is_range)] + number


def _page_text(page: str) -> str:
    if not page:
        return ""
    several = "–" in page or "," in page
    return f"{'pp.' if several else 'p.'} {page}"


def _unreadable(text: str) -> LocatorError:
    what = f"Could not read “{text}” as a place" if text else "A place is missing"
    return LocatorError(f"{what}. Write for example: {EXAMPLES}.")
