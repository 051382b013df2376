"""Papers with stored texts, as the tests of versions need them."""

from datetime import date
from uuid import UUID

from tests import pdfs
from tests.factories import PaperFactory, claim, sound
from writing.models import StaleClaim
from writing.versions.storing import store_text

WORDS = "Kafka only guarantees at-least-once delivery"
BLOCK = "7d9f3d52-3f5e-4d4b-8f3e-0a8f5a1c0b01"


def paper_with(*versions):
    """A live paper with versions of these labels, each perhaps with its date."""
    paper = PaperFactory(short_title="Kafka")
    for version in versions:
        label, day = version if isinstance(version, tuple) else (version, None)
        paper.versions.add(paper.versions.model(label=label, date=day))
    paper.save_revision().publish()
    paper.refresh_from_db()
    return paper


def store(paper, label, *pages, user=None):
    """Store a PDF of these pages as the text of a version; gives what that changes."""
    return store_text(paper, label, pdfs.pdf(*pages), user)


def quoting(words=WORDS, locators="p. 1", found="So it says.", **values):
    """A sound body whose first claim takes these from the paper."""
    one = claim(words=words, locators=locators, found=found, **values)
    others = sound({**one, "id": BLOCK})
    # Only the claim quotes the paper.
    body = [block for block in others if block["type"] != "quote"]
    for block in body:
        if block["type"] == "key_numbers":
            block["value"]["numbers"] = key_numbers()
    return body


def key_numbers():
    """Three that no text need bear out, since they are in a figure."""
    return [
        {
            "type": "item",
            "id": str(UUID(int=n)),
            "value": {"value": str(n), "what": "a size", "locators": "Fig. 1"},
        }
        for n in (1, 2, 3)
    ]


FIRST_DAY, SECOND_DAY, THIRD_DAY = (date(2024, month, 1) for month in (1, 2, 3))


def stale_claim(review, text, **values):
    """An entry of the queue: the review's words have vanished from a text."""
    return StaleClaim.objects.create(
        **{
            "review": review,
            "text": text,
            "block_id": BLOCK,
            "field": "words",
            "label": "Claim 1",
            "said": "Kafka delivers each message exactly once.",
            "excerpts": [WORDS],
            "change": "vanished",
            "old_version": "v1",
            "old_place": "p. 1",
            "new_version": text.label,
            **values,
        }
    )
