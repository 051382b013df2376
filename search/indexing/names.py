"""The names that a review offers to who begins to type them."""

from collections.abc import Iterable, Iterator
from itertools import islice

from search.folding import WORD, key_of
from search.models import Passage, Suggestion
from writing.models import ReviewPage
from writing.rendering.typography import curled

MOST_STARTS = 8
LONGEST_KEY = 80
LONGEST_TEXT = 400
Kind = Suggestion.Kind


def names_of(review: ReviewPage, passages: Iterable[Passage]) -> list[Suggestion]:
    """A public review's names, unsaved: one row for each word one may begin with."""
    rows = {
        (kind, key, text, anchor): None
        for kind, name, anchor in _names(review, passages)
        if (text := curled(" ".join(name.split()))[:LONGEST_TEXT])
        for key in starts_of(text)
    }
    return [
        Suggestion(review_id=review.pk, kind=kind, key=key, text=text, anchor=anchor)
        for kind, key, text, anchor in sorted(rows)
    ]


def starts_of(name: str) -> Iterator[str]:
    """The name from each of its words on, as it is typed."""
    plain = key_of(name)
    for word in islice(WORD.finditer(plain), MOST_STARTS):
        yield plain[word.start() :][:LONGEST_KEY]


def _names(
    review: ReviewPage, passages: Iterable[Passage]
) -> Iterator[tuple[str, str, str]]:
    paper = review.paper
    yield Kind.REVIEW, review.title, ""
    yield Kind.PAPER, paper.short_title, ""
    yield Kind.PAPER, paper.title, ""
    for author in paper.author_names:
        yield Kind.AUTHOR, author, ""
    for passage in passages:
        if passage.kind == Passage.Kind.SECTION and passage.anchor:
            yield Kind.HEADING, passage.heading, passage.anchor
