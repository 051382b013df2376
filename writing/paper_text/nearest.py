"""The passage of a text that is most like words that do not stand in it."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest
from typing import NamedTuple

from writing.paper_text.cleaning import clean
from writing.paper_text.searchable import Passage, SearchableText, shown

WORD = re.compile(r"\w+")
FEWEST_WORDS = 2
CANDIDATES = 8
LEAST_LIKENESS = 0.6


class Window(NamedTuple):
    """As many words as were quoted, and how many of those are among them."""

    shared: int
    page: int
    start: int
    end: int


@dataclass(frozen=True)
class Near:
    """The page, counted from 0, and the passage."""

    page: int
    passage: Passage


def nearest(words: str, text: SearchableText, seconds: float = 0.5) -> Near | None:
    """Where the text comes closest, if it comes close; looked for so long at most."""
    wanted = [word.lower() for word in WORD.findall(clean(words))]
    if len(wanted) < FEWEST_WORDS:
        return None
    best, place = LEAST_LIKENESS, None
    for window in nlargest(CANDIDATES, _windows(wanted, text, seconds)):
        found = text.pages[window.page].text[window.start : window.end]
        likeness = SequenceMatcher(None, " ".join(wanted), found.lower()).ratio()
        if likeness > best:
            best, place = likeness, window
    return place and _shown(place, text)


def _windows(
    wanted: list[str], text: SearchableText, seconds: float
) -> Iterator[Window]:
    deadline = time.monotonic() + seconds
    for page, (_, content) in enumerate(text.pages):
        if time.monotonic() > deadline:
            return
        yield from _windows_of_page(wanted, page, content)


def _windows_of_page(wanted: list[str], page: int, content: str) -> Iterator[Window]:
    """Every run of words on a page that shares half of the words."""
    size = len(wanted)
    missing = Counter(wanted)
    shared = 0
    words = [(m[0].lower(), m.start(), m.end()) for m in WORD.finditer(content)]
    for position, (word, _, end) in enumerate(words):
        shared += missing[word] > 0
        missing[word] -= 1
        if position >= size:
            gone = words[position - size][0]
            missing[gone] += 1
            shared -= missing[gone] > 0
        if shared * 2 > size:
            start = words[max(0, position - size + 1)][1]
            yield Window(shared, page, start, end)


def _shown(window: Window, text: SearchableText) -> Near:
    content = text.pages[window.page].text
    return Near(window.page, shown(content, window.start, window.end, around=60))
