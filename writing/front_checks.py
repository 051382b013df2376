"""What stands above and beside a review's body: its text, names, tags and dates."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.template.defaultfilters import pluralize
from django.utils import timezone

from writing.findings import Finding, error, warning
from writing.rendering.limits import CONTROL

if TYPE_CHECKING:
    from writing.models import ReviewPage

DEK_LENGTH = range(150, 401)
DEK_SENTENCES = range(2, 5)
BOTTOM_LINE_SENTENCES = range(1, 4)
TAKEAWAYS = range(3, 6)
TAGS = range(3, 7)
# A stop, perhaps with a closing mark, before a blank and a capital, or at the end.
SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*(?=\s+[\"“‘(\[]?[A-Z0-9]|\s*\Z)")


def check_front(review: "ReviewPage") -> Iterator[Finding]:
    """Everything wrong or doubtful outside the body."""
    yield from _control_characters(review)
    yield from _paper(review)
    yield from _dek(review)
    yield from _bottom_line(review)
    yield from _lists(review)
    yield from _dates(review)
    yield from _references(review)


def sentences_in(text: str) -> int:
    """How many sentences a plain text has, as far as its marks tell."""
    return len(SENTENCE_END.findall(text.strip()))


def _control_characters(review: "ReviewPage") -> Iterator[Finding]:
    for name in ("title", "dek", "bottom_line"):
        if CONTROL.search(getattr(review, name)):
            label = name.replace("_", " ").capitalize()
            yield error("It holds a control character.", name, label=label)


def _paper(review: "ReviewPage") -> Iterator[Finding]:
    if review.paper_id and not review.paper.live:
        yield error("The paper is not published yet.", "paper", label="Paper")


def _dek(review: "ReviewPage") -> Iterator[Finding]:
    length = len(review.dek)
    if length not in DEK_LENGTH:
        message = f"It has {length} characters; write 150 to 400."
        yield error(message, "dek", label="Dek")
    elif (count := sentences_in(review.dek)) not in DEK_SENTENCES:
        message = f"It has {count} sentence{pluralize(count)}; write two to four."
        yield warning(message, "dek", label="Dek")


def _bottom_line(review: "ReviewPage") -> Iterator[Finding]:
    if not review.bottom_line.strip():
        yield error("It is empty.", "bottom_line", label="Bottom line")
    elif (count := sentences_in(review.bottom_line)) not in BOTTOM_LINE_SENTENCES:
        message = f"It has {count} sentence{pluralize(count)}; write one to three."
        yield warning(message, "bottom_line", label="Bottom line")


def _lists(review: "ReviewPage") -> Iterator[Finding]:
    count = len(review.takeaway_texts)
    if count not in TAKEAWAYS:
        message = f"There {_are(count)}; write three to five."
        yield error(message, "takeaways", label="Takeaways")
    if not review.byline_names:
        yield error("Nobody is named.", label="Byline")
    count = len(review.tags.all())
    if count not in TAGS:
        message = f"There {_are(count)}; choose three to six."
        yield error(message, "tags", label="Tags")


def _dates(review: "ReviewPage") -> Iterator[Finding]:
    published, revised = review.published_on, review.revised_on
    latest = timezone.localdate()
    if review.go_live_at:
        latest = max(latest, timezone.localdate(review.go_live_at))
    if published and published > latest:
        message = f"{published:%Y-%m-%d} is in the future."
        yield error(message, "published_on", label="Published")
    if published and revised and revised < published:
        message = f"{revised:%Y-%m-%d} is before the review was published."
        yield error(message, "revised_on", label="Last material change")


def _references(review: "ReviewPage") -> Iterator[Finding]:
    keys = Counter(reference.key for reference in review.references.all())
    for key, count in keys.items():
        if count > 1:
            yield error(f"The key “{key}” is used {count} times.", label="References")
    for reference in review.references.all():
        if reference.paper and not reference.paper.live:
            message = f"The paper of “{reference.key}” is not published yet."
            yield error(message, label="References")


def _are(count: int) -> str:
    return f"{pluralize(count, 'is,are')} {count}"
