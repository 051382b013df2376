"""What became of words and numbers between two texts of a paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from writing.locators import Locator
from writing.models import Change
from writing.paper_text.matching import Ground, Match, Outcome
from writing.paper_text.places import name_of_pages
from writing.paper_text.searchable import SearchableText
from writing.versions.excerpts import Excerpt
from writing.versions.quote_check import grounds_of, look

# Shorter numbers, as 12, stand on too many pages to say that they moved.
TELLING_DIGITS = 3


@dataclass(frozen=True)
class Shift:
    """That something is elsewhere in a newer text, or nowhere."""

    change: Change
    old_place: str
    new_place: str = ""


def shift_of(
    excerpt: Excerpt,
    places: list[Locator],
    old: SearchableText | None,
    new: SearchableText,
) -> Shift | None:
    """How an excerpt shifted from the text it was checked against to a newer one.

    Without the old text its stated place is believed of words, and nothing is said of
    numbers, which may have been worked out. What the old text never had can't be lost.
    """
    if old is None:
        if excerpt.number:
            return None
        stated = grounds_of(places, [new] * len(places))
        named = "; ".join(dict.fromkeys(place.place for place in places))
        return _shift(excerpt, look(excerpt, stated), named)
    before = look(excerpt, grounds_of(places, [old] * len(places)))
    if before.outcome == Outcome.MISSING:
        return None
    there = same_pages(before.pages, old, new)
    after = look(excerpt, [Ground(new, there)])
    return _shift(excerpt, after, name_of_pages(before.pages, old))


def same_pages(
    pages: Iterable[int], old: SearchableText, new: SearchableText
) -> frozenset[int] | None:
    """The pages of the newer text that have the same numbers, or the same headings.

    A PDF and HTML have no pages in common: then anywhere is the same place.
    """
    if old.kind != new.kind:
        return None
    if new.kind == "pdf":
        return frozenset(pages)
    headings = {old.pages[page].label for page in pages}
    return frozenset(
        page for page, section in enumerate(new.pages) if section.label in headings
    )


def _shift(excerpt: Excerpt, after: Match, old_place: str) -> Shift | None:
    if after.outcome == Outcome.MISSING:
        return Shift(Change.VANISHED, old_place)
    if after.outcome == Outcome.ELSEWHERE and after.text and _is_telling(excerpt):
        new_place = name_of_pages(after.pages, after.text)
        return Shift(Change.MOVED, old_place, new_place)
    return None


def _is_telling(excerpt: Excerpt) -> bool:
    digits = sum(letter.isdigit() for letter in excerpt.text)
    return excerpt.number is None or digits >= TELLING_DIGITS
