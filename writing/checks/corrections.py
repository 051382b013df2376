"""What has to be told before something published may change."""

from collections.abc import Iterator

from writing.checks.draft import Draft
from writing.checks.findings import Finding, error
from writing.corrections import changes_since, is_news
from writing.rendering.limits import CONTROL

NOTE_LENGTH = 1000
FIELD = "correction_note"
LABEL = "Correction note"


def check_correction(draft: Draft) -> Iterator[Finding]:
    """Every published verdict that changes or goes without a word to the readers."""
    review, stored = draft.review, draft.stored
    note = review.correction_note.strip()
    if len(note) > NOTE_LENGTH:
        message = f"It has {len(note)} characters; write {NOTE_LENGTH} at most."
        yield error(message, FIELD, label=LABEL)
    if CONTROL.search(note):
        yield error("It holds a control character.", FIELD, label=LABEL)
        # PostgreSQL can't even look for some of them.
        return
    if note and is_news(review, note):
        return
    missing = "the note was told before; write why this time" if note else "say why"
    for change in changes_since(stored, review.body):
        message = f"{change.sentence}: {missing}."
        yield error(message, FIELD, label=LABEL)
