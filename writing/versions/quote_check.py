"""The quote check of a review: what it takes from papers, looked for in their texts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from django.apps import apps

from writing.locators import Locator
from writing.paper_text.matching import (
    UNCHECKED,
    Ground,
    Match,
    match_number,
    match_words,
)
from writing.paper_text.places import pages_meant
from writing.paper_text.searchable import SearchableText
from writing.versions.excerpts import Excerpt, excerpts_of

if TYPE_CHECKING:
    from writing.models import ReviewPage

# A text by the key of its work, which is empty for the paper under review, and label.
Texts = dict[tuple[str, str], SearchableText]


@dataclass(frozen=True)
class Checked:
    """One thing that a review takes from a paper, and what came of looking for it."""

    excerpt: Excerpt
    match: Match


@dataclass(frozen=True)
class Shelf:
    """The stored texts that a review's locators may name."""

    texts: Texts
    read: dict[str, str]

    @classmethod
    def of(cls, review: "ReviewPage") -> Self:
        """Those of the paper under review, and of the library's papers it cites."""
        papers = papers_of(review)
        stored = stored_texts(set(papers.values()))
        # Most papers have no stored text: nothing more is asked about them.
        read = read_versions(stored) if stored else {}
        return cls(
            {
                (key, label.casefold()): text
                for key, paper in papers.items()
                for label, text in stored.get(paper, {}).items()
            },
            {key: read.get(paper, "") for key, paper in papers.items()},
        )

    def text_at(self, place: Locator) -> SearchableText | None:
        """The text that a place is in, if it is stored; no version means the first."""
        version = place.version or self.read.get(place.source, "")
        return self.texts.get((place.source, version.casefold()))

    def check(self, excerpt: Excerpt) -> Match:
        """Look for words or a number where they are said to stand.

        Not checked where a place is in a text that is not stored: they may be there.
        """
        texts = [self.text_at(place) for place in excerpt.places]
        if not all(texts):
            return UNCHECKED
        return look(excerpt, grounds_of(excerpt.places, filter(None, texts)))


def grounds_of(
    places: Iterable[Locator], texts: Iterable[SearchableText]
) -> list[Ground]:
    """The texts of these places, each once, with the pages that they are on.

    One place whose page is not told, as “Fig. 4”, may be on any page.
    """
    grounds: dict[tuple[str, str], Ground] = {}
    for place, text in zip(places, texts, strict=True):
        key = place.source, text.label
        pages = pages_meant(place, text)
        if key in grounds:
            before = grounds[key].pages
            pages = None if pages is None or before is None else pages | before
        grounds[key] = Ground(text, pages)
    return list(grounds.values())


def look(excerpt: Excerpt, grounds: list[Ground]) -> Match:
    """Look for words or a number in these texts."""
    if excerpt.number:
        return match_number(excerpt.number, grounds)
    return match_words(excerpt.words, grounds)


def quote_check(review: "ReviewPage") -> list[Checked]:
    """Everything that a review takes from papers, looked for."""
    shelf = Shelf.of(review)
    return [
        Checked(excerpt, shelf.check(excerpt)) for excerpt in excerpts_of(review.body)
    ]


def papers_of(review: "ReviewPage") -> dict[str, int]:
    """The library's papers by their key in locators; the reviewed one's is empty."""
    papers = {"": review.paper_id} if review.paper_id else {}
    for reference in review.references.all():
        if reference.paper_id:
            papers[reference.key] = reference.paper_id
    return papers


def stored_texts(papers: set[int]) -> dict[int, dict[str, SearchableText]]:
    """By paper, the texts by label."""
    rows = apps.get_model("writing", "VersionText").objects.legible().listed()
    texts: dict[int, dict[str, SearchableText]] = defaultdict(dict)
    for row in rows.filter(paper__in=papers):
        texts[row.paper_id][row.label] = _searchable(row.pk, row.label, row.uploaded_at)
    return texts


@lru_cache(maxsize=8)
def _searchable(pk: int, label: str, uploaded_at: datetime) -> SearchableText:
    """A text made ready once: an editor's draft is checked again and again.

    Whatever changes a text changes the day and time that it is asked for by.
    """
    text: SearchableText = (
        apps.get_model("writing", "VersionText").objects.get(pk=pk).searchable
    )
    return text


def read_versions(papers: Iterable[int]) -> dict[int, str]:
    """By paper, the label of the text that was read: its first version's."""
    versions = apps.get_model("writing", "PaperVersion").objects
    listed = versions.filter(paper__in=papers).order_by("-sort_order", "-pk")
    return dict(listed.values_list("paper_id", "label"))
