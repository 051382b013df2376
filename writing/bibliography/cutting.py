"""A pasted text, cut into its pieces: an entry of BibTeX or RIS, a JSON value, lines.

Cutting needs no piece to be sound: a damaged one ends where the next begins.
"""

import re
from collections.abc import Callable, Iterator
from json import JSONDecoder
from typing import NamedTuple

# How an entry begins: at the beginning of a line, or where another has ended.
ENTRY = r"""[^\S\n]*(?:
    (?P<bibtex>@\s*[A-Za-z]+\s*[{(])
    | (?P<ris>TY[^\S\n]{1,2}-(?!\S))
    | (?P<json>(?=\[\s*[\[{\]]|\{\s*["}]))
    )"""
ENTRY_HERE = re.compile(ENTRY, re.VERBOSE)
ENTRY_ON_A_LINE = re.compile(f"^{ENTRY}", re.MULTILINE | re.VERBOSE)
BIBTEX = re.compile(r"^[^\S\n]*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
RIS = re.compile(r"^[^\S\n]*TY[^\S\n]{1,2}-(?!\S)", re.MULTILINE)
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
RIS_END = re.compile(r"^[^\S\n]*ER[^\S\n]{1,2}-.*$", re.MULTILINE)
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


class Piece(NamedTuple):
    """A stretch of the text, and the line it begins on."""

    kind: str
    text: str
    line: int


def cut(text: str) -> Iterator[Piece]:
    """The pieces in their order; their texts, one after the other, are the text."""
    position, line = 0, 1
    for kind, end in _ends(text):
        piece = text[position:end]
        yield Piece(kind, piece, line)
        line += piece.count("\n")
        position = end


def _ends(text: str) -> Iterator[tuple[str, int]]:
    position = 0
    while match := _start(text, position):
        if match.start() > position:
            yield "lines", match.start()
        kind = match.lastgroup or ""
        position = ENDS[kind](text, match)
        yield kind, position
    if position < len(text):
        yield "lines", len(text)


def _start(text: str, position: int) -> re.Match[str] | None:
    return ENTRY_HERE.match(text, position) or ENTRY_ON_A_LINE.search(text, position)


def _bibtex_end(text: str, match: re.Match[str]) -> int:
    """After the brace that closes the entry, if one does before the next begins."""
    limit = _next(BIBTEX, text, match.end())
    if text[match.end() - 1] == "(":
        return limit
    depth = 1
    for brace in BRACE.finditer(text, match.end(), limit):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return limit


def _ris_end(text: str, match: re.Match[str]) -> int:
    limit = min(_next(start, text, match.end()) for start in (BIBTEX, RIS))
    end = RIS_END.search(text, match.end(), limit)
    return end.end() if end else limit


def _json_end(text: str, match: re.Match[str]) -> int:
    try:
        return JSONDecoder().raw_decode(text, match.end())[1]
    except (ValueError, RecursionError):
        after = match.end() + 1
        return min(_next(end, text, after) for end in (BIBTEX, RIS, BLANK_LINE))


def _next(start: re.Pattern[str], text: str, position: int) -> int:
    found = start.search(text, position)
    return found.start() if found else len(text)


ENDS: dict[str, Callable[[str, re.Match[str]], int]] = {
    "bibtex": _bibtex_end,
    "ris": _ris_end,
    "json": _json_end,
}
