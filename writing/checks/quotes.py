"""What the publish gate says of words and numbers that a paper does not bear out.

Only where the text is stored; all of it is doubt, since extraction from a file is not
exact. Numbers found on another page than the one stated are left to the editor's quote
check: the same number may mean two things.
"""

from collections.abc import Iterator

from writing.checks.draft import Draft
from writing.checks.findings import Finding, warning
from writing.paper_text.matching import Match, Outcome
from writing.paper_text.places import name_of_pages
from writing.versions.excerpts import Excerpt, excerpts_of
from writing.versions.quote_check import Shelf


def check_quotes(draft: Draft) -> Iterator[Finding]:
    """A warning for each quotation and number that is not where it is said to be."""
    shelf = Shelf.of(draft.review)
    if not shelf.texts:
        return
    for excerpt in excerpts_of(draft.review.body):
        if message := message_about(excerpt, shelf.check(excerpt)):
            yield warning(message, excerpt.field).at(excerpt.label, excerpt.block)


def message_about(excerpt: Excerpt, match: Match) -> str:
    """What is doubtful about an excerpt, in a sentence; empty if nothing is."""
    if match.text is None or match.outcome in {Outcome.FOUND, Outcome.UNCHECKED}:
        return ""
    if excerpt.number:
        return _about_number(excerpt, match)
    version = match.text.label
    if match.outcome == Outcome.MISSING:
        return f"The exact words are not in the stored text of {version}."
    there = name_of_pages(match.pages, match.text)
    return f"The exact words are not where you say; in {version} they stand on {there}."


def _about_number(excerpt: Excerpt, match: Match) -> str:
    number = excerpt.number
    is_doubtful = number and not (number.is_rough or excerpt.may_be_drawn)
    if match.text is None or match.outcome != Outcome.MISSING or not is_doubtful:
        return ""
    return f"{excerpt.text} is nowhere in the stored text of {match.text.label}."
