"""A paper's text that phrases and numbers are looked for in."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from writing.paper_text.cleaning import fold, positions
from writing.paper_text.numbers import numbers_on_page
from writing.paper_text.pages import Page
from writing.paper_text.phrases import Phrase

# How far apart the parts of one quotation may stand, and how many beginnings are tried.
REACH = 3000
MOST_TRIES = 200
# A phrase this long is the same one even where the blanks around it were lost.
UNMISTAKABLE = 24


@dataclass(frozen=True)
class Span:
    """From where to where a phrase goes, in letters of the folded text."""

    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A place of a text as it is shown: what is meant, and what stands around it."""

    before: str
    match: str
    after: str


@dataclass(frozen=True)
class SearchableText:
    """The text of one version; pages are counted from 0 here and from 1 for people."""

    label: str
    kind: str
    pages: tuple[Page, ...]

    def find(self, phrase: Phrase) -> Iterator[Span]:
        """Each place where the parts of a phrase follow each other."""
        start = self._start_of(phrase.parts[0], 0, len(self._key))
        for _ in range(MOST_TRIES):
            if start < 0:
                return
            if end := self._end_of(phrase, start):
                yield Span(start, end)
            start = self._start_of(phrase.parts[0], start + 1, len(self._key))

    def pages_of(self, span: Span) -> range:
        """The pages that a phrase stands on: two where it goes on overleaf."""
        return range(self._page_at(span.start), self._page_at(span.end - 1) + 1)

    def pages_with(self, number: Iterable[str]) -> frozenset[int]:
        """The pages that hold a number in any of its spellings."""
        wanted = frozenset(number)
        return frozenset(
            page for page, found in enumerate(self._numbers) if found & wanted
        )

    def passage(self, span: Span, around: int = 140) -> Passage:
        """The words of a phrase as they stand there, and what is around them."""
        page = self._page_at(span.start)
        text, offset = self.pages[page].text, self._starts[page]
        placed = self._positions(page)
        start = placed[span.start - offset]
        end = placed[min(span.end - offset, len(placed)) - 1] + 1
        return shown(text, start, end, around)

    @cached_property
    def _key(self) -> str:
        return "".join(self._keys)

    @cached_property
    def _keys(self) -> list[str]:
        return [fold(page.text) for page in self.pages]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(map(len, self._keys))][:-1]

    @cached_property
    def _numbers(self) -> list[frozenset[str]]:
        return [numbers_on_page(page.text) for page in self.pages]

    @cached_property
    def _placed(self) -> dict[int, list[int]]:
        return {}

    def _positions(self, page: int) -> list[int]:
        """Where in a page's text its folded letters stand, worked out when asked."""
        if page not in self._placed:
            self._placed[page] = positions(self.pages[page].text)
        return self._placed[page]

    def _page_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _end_of(self, phrase: Phrase, start: int) -> int:
        """Where a phrase that begins at `start` ends; 0 if its parts do not follow."""
        end = start + len(phrase.parts[0])
        for part in phrase.parts[1:]:
            found = self._start_of(part, end, end + REACH)
            if found < 0:
                return 0
            end = found + len(part)
        return end

    def _start_of(self, part: str, begin: int, end: int) -> int:
        """Where a part next stands as whole words; -1 if it does not."""
        found = self._key.find(part, begin, end)
        while found >= 0 and not self._is_whole(found, found + len(part)):
            found = self._key.find(part, found + 1, end)
        return found

    def _is_whole(self, start: int, end: int) -> bool:
        if end - start >= UNMISTAKABLE:
            return True
        return self._is_edge(start) and self._is_edge(end)

    def _is_edge(self, offset: int) -> bool:
        """Whether a word begins or ends before this letter of the folded text."""
        if offset in {0, len(self._key)}:
            return True
        page = self._page_at(offset)
        within = offset - self._starts[page]
        if within == 0:
            return True
        text, at = self.pages[page].text, self._positions(page)[within]
        pair = re.fullmatch(r"\w\w", text[at - 1 : at + 1])
        return pair is None or text[at - 1].isdigit() != text[at].isdigit()


def shown(text: str, start: int, end: int, around: int) -> Passage:
    """A part of a text with what is around it, cut between words."""
    before = text[max(0, start - around) : start]
    after = text[end : end + around]
    if start > around:
        before = "… " + before.partition(" ")[2]
    if end + around < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Passage(before, text[start:end], after)
