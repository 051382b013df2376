"""The publish gate: what a review must be before anyone may read it.

`findings` looks at values, never at a block's `required`, which Wagtail switches off
while a draft is saved. It is asked twice: each publishing path answers in words, and
`ReviewPage.save` refuses whatever comes past them.

Errors forbid publishing. Warnings forbid it too, unless somebody who may publish has
overridden them for the very revision that goes live (`writing.models.overrides`).
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError

from writing.checks import anchors, body, front
from writing.checks.corrections import check_correction
from writing.checks.draft import Draft
from writing.checks.findings import Finding, Level
from writing.checks.links import check_links
from writing.checks.placeholders import check_placeholders
from writing.checks.quotes import check_quotes

if TYPE_CHECKING:
    from wagtail.models import Revision

    from writing.models import ReviewPage

HINT = "Whoever may publish it can override warnings in the review's editor."


class Rule(NamedTuple):
    """One rule: where it belongs, what is so when it holds, and how that is seen."""

    group: str
    says: str
    check: Callable[[Draft], Iterable[Finding]]


SUMMARY, FRAME = "Title and summary", "Paper, people and sources"
BODY, BLOCKS = "The body as a whole", "Each block"
ADDRESSES = "Links and addresses"
PUBLISHED = "What is published"

# The order of the checklist.
RULES = [
    Rule(SUMMARY, "The text holds no control character", front.check_characters),
    Rule(SUMMARY, "The title is not too long", front.check_title),
    Rule(SUMMARY, "The dek has its measure", front.check_dek),
    Rule(SUMMARY, "The bottom line has its measure", front.check_bottom_line),
    Rule(SUMMARY, "There are three to five takeaways", front.check_takeaways),
    Rule(FRAME, "The paper is published", front.check_paper),
    Rule(FRAME, "Somebody is named", front.check_byline),
    Rule(FRAME, "There are three to six tags", front.check_tags),
    Rule(FRAME, "The dates are in order", front.check_dates),
    Rule(FRAME, "References have keys of their own", front.check_references),
    Rule(FRAME, "Every reference is cited", front.check_uses),
    Rule(BODY, "It has the length of a review", body.check_length),
    Rule(BODY, "It has claims enough, and verdicts that differ", body.check_claims),
    Rule(BODY, "It gives key numbers", body.check_key_numbers),
    Rule(BODY, "It has what readers expect in every review", body.check_apparatus),
    Rule(BODY, "Numbers in the text have a source nearby", body.check_numbers),
    Rule(BODY, "Nothing is left to be filled in", check_placeholders),
    Rule(
        BLOCKS,
        "Each claim has a verdict, a place in the paper and where it is heard",
        body.blocks_of("claim"),
    ),
    Rule(
        BLOCKS,
        "Quotations and key numbers have their places",
        body.blocks_of("quote", "key_numbers"),
    ),
    Rule(BLOCKS, "Prose and callouts can be set", body.blocks_of("prose", "callout")),
    Rule(
        BLOCKS,
        "Formulas and listings can be set",
        body.blocks_of("equation", "code"),
    ),
    Rule(
        BLOCKS,
        "Pictures have alt text, credit and licence",
        body.blocks_of("figure"),
    ),
    Rule(
        BLOCKS,
        "Charts and tables can be drawn, and say where they are from",
        body.blocks_of("chart", "table"),
    ),
    Rule(BLOCKS, "Exact words are where the paper has them", check_quotes),
    Rule(ADDRESSES, "Citations, references and notes resolve", body.check_pointers),
    Rule(ADDRESSES, "Each label stands once", body.check_labels),
    Rule(ADDRESSES, "Links within the page resolve", anchors.check_own_anchors),
    Rule(ADDRESSES, "Links to this site lead to public pages", check_links),
    Rule(ADDRESSES, "No published address vanishes", anchors.check_published_anchors),
    Rule(PUBLISHED, "A changed verdict is explained to readers", check_correction),
]


class PublishRefused(ValidationError):
    """A review was not made live; `review` and `findings` say which and why."""

    def __init__(self, review: "ReviewPage", found: list[Finding]) -> None:
        self.review = review
        self.findings = found
        super().__init__([str(finding) for finding in found])

    @property
    def is_overridable(self) -> bool:
        """Whether there are warnings only."""
        return all(one.level == Level.WARNING for one in self.findings)

    @property
    def sentence(self) -> str:
        """The refusal in one line, for a message above a page."""
        reasons = " ".join(str(finding) for finding in self.findings[:3])
        more = len(self.findings) - 3
        rest = f" And {more} more." if more > 0 else ""
        hint = f" {HINT}" if self.is_overridable else ""
        return f"“{self.review.title}” was not published. {reasons}{rest}{hint}"


def refusal_of(thing: object, error: ValidationError) -> str:
    """Why something was not published, in one line."""
    if isinstance(error, PublishRefused):
        return error.sentence
    return f"“{thing}” was not published. {' '.join(error.messages)}"


def refuse_unfit(review: "ReviewPage") -> None:
    """Raise `PublishRefused` if the review has errors."""
    if faults := errors(review):
        raise PublishRefused(review, faults)


def refuse_to_go_live(review: "ReviewPage", revision: "Revision | None") -> None:
    """Raise `PublishRefused` if the review has what forbids this revision to go live.

    That is errors, and the warnings that nobody has overridden for the revision.
    """
    if found := hindrances(review, revision):
        raise PublishRefused(review, found)


def hindrances(review: "ReviewPage", revision: "Revision | None") -> list[Finding]:
    """What stands between a revision and its readers; errors alone if there are any."""
    override = getattr(revision, "override", None)
    found = findings(review)
    faults = [one for one in found if one.level == Level.ERROR]
    return faults or [one for one in found if not (override and override.covers(one))]


def errors(review: "ReviewPage") -> list[Finding]:
    """The findings that forbid publishing for good."""
    return [finding for finding in findings(review) if finding.level == Level.ERROR]


def findings(review: "ReviewPage") -> list[Finding]:
    """Everything that is wrong or doubtful, in the order of the page."""
    return Checklist(review).findings


class Checklist:
    """A draft held against every rule: the results rule by rule, and all findings."""

    def __init__(self, review: "ReviewPage") -> None:
        draft = Draft(review)
        self.results = [(rule, list(rule.check(draft))) for rule in RULES]
        found = [finding for _, of_rule in self.results for finding in of_rule]
        self.findings = draft.in_order(found)
