"""What stands above and beside a review's body: its text, names, tags and dates."""

import re
from collections import Counter
from collections.abc import Iterator

from django.template.defaultfilters import pluralize
from django.utils import timezone

from writing.checks.draft import Draft
from writing.checks.findings import Finding, error, warning
from writing.rendering.limits import CONTROL

TITLE_LENGTH = 120
DEK_LENGTH = range(150, 401)
DEK_SENTENCES = range(2, 5)
BOTTOM_LINE_LENGTH = 800
BOTTOM_LINE_SENTENCES = range(1, 4)
TAKEAWAYS = range(3, 6)
TAGS = range(3, 7)
# A stop, perhaps with a closing mark, before a blank and a capital, or at the end.
SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*(?=\s+[\"“‘(\[]?[A-Z0-9]|\s*\Z)")


def sentences_in(text: str) -> int:
    """How many sentences a plain text has, as far as its marks tell."""
    return len(SENTENCE_END.findall(text.strip()))


def check_characters(draft: Draft) -> Iterator[Finding]:
    """Feeds and metadata, which are XML, can't hold a control character."""
    for name in ("title", "dek", "bottom_line"):
        if CONTROL.search(getattr(draft.review, name)):
            label = name.replace("_", " ").capitalize()
            yield error("It holds a control character.", name, label=label)


def check_title(draft: Draft) -> Iterator[Finding]:
    """Lists and cards have room for so much."""
    length = len(draft.review.title)
    if length > TITLE_LENGTH:
        message = f"It has {length} characters; {TITLE_LENGTH} are enough."
        yield warning(message, "title", label="Title")


def check_paper(draft: Draft) -> Iterator[Finding]:
    """Readers of the review must find its paper."""
    if draft.review.paper_id and not draft.review.paper.live:
        yield error("The paper is not published yet.", "paper", label="Paper")


def check_dek(draft: Draft) -> Iterator[Finding]:
    """Long enough to say something, short enough for a list."""
    dek = draft.review.dek
    if len(dek) not in DEK_LENGTH:
        message = f"It has {len(dek)} characters; write 150 to 400."
        yield error(message, "dek", label="Dek")
    elif (count := sentences_in(dek)) not in DEK_SENTENCES:
        message = f"It has {count} sentence{pluralize(count)}; write two to four."
        yield warning(message, "dek", label="Dek")


def check_bottom_line(draft: Draft) -> Iterator[Finding]:
    """One paragraph for who reads nothing else."""
    text = draft.review.bottom_line
    if not text.strip():
        yield error("It is empty.", "bottom_line", label="Bottom line")
    elif len(text) > BOTTOM_LINE_LENGTH:
        message = f"It has {len(text)} characters; {BOTTOM_LINE_LENGTH} are allowed."
        yield error(message, "bottom_line", label="Bottom line")
    elif (count := sentences_in(text)) not in BOTTOM_LINE_SENTENCES:
        message = f"It has {count} sentence{pluralize(count)}; write one to three."
        yield warning(message, "bottom_line", label="Bottom line")


def check_takeaways(draft: Draft) -> Iterator[Finding]:
    """Three to five."""
    count = len(draft.review.takeaway_texts)
    if count not in TAKEAWAYS:
        message = f"There {_are(count)}; write three to five."
        yield error(message, "takeaways", label="Takeaways")


def check_byline(draft: Draft) -> Iterator[Finding]:
    """Somebody answers for it."""
    if not draft.review.byline_names:
        yield error("Nobody is named.", "byline", label="Byline")


def check_tags(draft: Draft) -> Iterator[Finding]:
    """Three to six."""
    count = len(draft.review.tags.all())
    if count not in TAGS:
        message = f"There {_are(count)}; choose three to six."
        yield error(message, "tags", label="Tags")


def check_dates(draft: Draft) -> Iterator[Finding]:
    """Neither in the future nor in the wrong order."""
    review = draft.review
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


def check_references(draft: Draft) -> Iterator[Finding]:
    """Each key once, and of papers only those that are published."""
    references = list(draft.review.references.all())
    for key, count in Counter(reference.key for reference in references).items():
        if count > 1:
            yield _of_references(f"The key “{key}” is used {count} times.")
    for reference in references:
        if reference.paper and not reference.paper.live:
            yield _of_references(
                f"The paper of “{reference.key}” is not published yet."
            )


def check_uses(draft: Draft) -> Iterator[Finding]:
    """A work in the bibliography is there because something rests on it."""
    for key in draft.drawn.uncited:
        yield warning(f"“{key}” is never cited.", "references", label="References")


def _of_references(message: str) -> Finding:
    return error(message, "references", label="References")


def _are(count: int) -> str:
    return f"{pluralize(count, 'is,are')} {count}"
