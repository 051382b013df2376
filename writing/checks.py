"""The publish gate: what a review must be before anyone may read it.

`findings` looks at values, never at a block's `required`, which Wagtail switches off
while a draft is saved. It is asked twice: each publishing path answers in words, and
`ReviewPage.save` refuses whatever comes past them.
"""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from writing.block_checks import BibliographyKeys, check_block
from writing.findings import Finding, Level, error
from writing.labels import give_ids
from writing.rendering.body import NAMES, render
from writing.rendering.limits import CONTROL

if TYPE_CHECKING:
    from writing.models import ReviewPage

DEK_LENGTH = range(150, 401)
TAKEAWAYS = range(3, 6)
FEWEST_CLAIMS = 1


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
    return [
        *_control_characters(review),
        *_front_matter(review),
        *_references(review),
        *_blocks(review),
        *_labels(review),
    ]


def _control_characters(review: "ReviewPage") -> Iterator[Finding]:
    for name in ("title", "dek", "bottom_line"):
        if CONTROL.search(getattr(review, name)):
            label = name.replace("_", " ").capitalize()
            yield error("It holds a control character.", name, label=label)


def _front_matter(review: "ReviewPage") -> Iterator[Finding]:
    if review.paper_id and not review.paper.live:
        yield error("The paper is not published yet.", "paper", label="Paper")
    if len(review.dek) not in DEK_LENGTH:
        yield error(
            f"It has {len(review.dek)} characters; write 150 to 400.",
            "dek",
            label="Dek",
        )
    if not review.bottom_line.strip():
        yield error("It is empty.", "bottom_line", label="Bottom line")
    if len(review.takeaway_texts) not in TAKEAWAYS:
        yield error(
            f"There are {len(review.takeaway_texts)}; write three to five.",
            "takeaways",
            label="Takeaways",
        )
    if not review.byline_names:
        yield error("Nobody is named.", label="Byline")


def _references(review: "ReviewPage") -> Iterator[Finding]:
    keys = Counter(reference.key for reference in review.references.all())
    for key, count in keys.items():
        if count > 1:
            yield error(f"The key “{key}” is used {count} times.", label="References")
    for reference in review.references.all():
        if reference.paper and not reference.paper.live:
            message = f"The paper of “{reference.key}” is not published yet."
            yield error(message, label="References")


def _blocks(review: "ReviewPage") -> Iterator[Finding]:
    known = BibliographyKeys.of(review)
    unresolved = render(review.body, known.sources).faults
    counts: Counter[str] = Counter()
    for block in review.body:
        name = NAMES.get(block.block_type, block.block_type.replace("_", " "))
        counts[name] += 1
        label = f"{name.capitalize()} {counts[name]}"
        found = [*check_block(block, known)]
        found += _links(block.id, unresolved, found)
        for finding in found:
            yield finding.at(label, block.id)
    if counts["claim"] < FEWEST_CLAIMS:
        yield error("A review needs at least one claim.", "body", label="Body")


def _links(
    block_id: str, unresolved: list[tuple[str, str]], found: list[Finding]
) -> list[Finding]:
    """Citations, cross-references and notes of a block that lead nowhere.

    They are known only on the whole page. What the block's own check has said of the
    same text is not said again.
    """
    said = " ".join(finding.message for finding in found)
    return [
        error(message)
        for place, message in unresolved
        if place == block_id and message not in said
    ]


def _labels(review: "ReviewPage") -> Iterator[Finding]:
    labelled = [block for block in review.body if block.block_type in NAMES]
    counts = Counter(block.value.get("label") for block in labelled)
    for block in labelled:
        label = block.value.get("label")
        if label and counts[label] > 1:
            yield error(f"The label “{label}” is used twice.", "label").at(
                NAMES[block.block_type].capitalize(), block.id
            )
