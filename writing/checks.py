"""The publish gate: what a review must be before anyone may read it.

`findings` looks at values, never at a block's `required`, which Wagtail switches off
while a draft is saved. It is asked twice: each publishing path answers in words, and
`ReviewPage.save` refuses whatever comes past them.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from writing.body_checks import check_body
from writing.findings import Finding, Level
from writing.front_checks import check_front
from writing.labels import give_ids
from writing.quote_checks import check_quotes

if TYPE_CHECKING:
    from writing.models import ReviewPage


class PublishRefused(ValidationError):
    """A review was not made live; `review` and `errors` say which and why."""

    def __init__(self, review: "ReviewPage", errors: list[Finding]) -> None:
        self.review = review
        self.errors = errors
        super().__init__([str(finding) for finding in errors])

    @property
    def sentence(self) -> str:
        """The refusal in one line, for a message above a page."""
        reasons = " ".join(str(finding) for finding in self.errors[:3])
        more = len(self.errors) - 3
        rest = f" And {more} more." if more > 0 else ""
        return f"“{self.review.title}” was not published. {reasons}{rest}"


def refusal_of(thing: object, error: ValidationError) -> str:
    """Why something was not published, in one line."""
    if isinstance(error, PublishRefused):
        return error.sentence
    return f"“{thing}” was not published. {' '.join(error.messages)}"


def refuse_unfit(review: "ReviewPage") -> None:
    """Raise `PublishRefused` if the review has errors."""
    if faults := errors(review):
        raise PublishRefused(review, faults)


def errors(review: "ReviewPage") -> list[Finding]:
    """The findings that forbid publishing."""
    return [finding for finding in findings(review) if finding.level == Level.ERROR]


def findings(review: "ReviewPage") -> list[Finding]:
    """Everything that is wrong or doubtful, in the order of the page."""
    give_ids(review.body)
    return [*check_front(review), *check_body(review), *check_quotes(review)]
