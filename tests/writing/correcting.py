"""What an editor does to a published review, in the editor's own terms."""

from tests.factories import claim, prose, sound
from writing.models import Objection, ReviewPage

# One claim more than the gate wants, so that one may go.
BODY = sound(
    prose("## What was built\n\nA partition is a log."),
    claim(),
    claim(said="One saying more.", label="more"),
)
WHY = "the authors' erratum takes Table 2 back."


def again(review):
    """The review as it is stored now."""
    return ReviewPage.objects.get(pk=review.pk)


def drafted(review):
    """The newest draft, as the editor opens it."""
    return again(review).get_latest_revision_as_object()


def claims_of(draft):
    return [block for block in draft.body if block.block_type == "claim"]


def judge(draft, verdict, note="", number=1):
    """Give the claim of that number another verdict; the draft is not stored."""
    claims_of(draft)[number - 1].value["verdict"] = verdict
    draft.correction_note = note
    return draft


def withdraw(draft, note="", number=1):
    """Take the claim of that number out of the draft."""
    block = claims_of(draft)[number - 1]
    del draft.body[list(draft.body).index(block)]
    draft.correction_note = note
    return draft


def correct(review, verdict="conditional", note=WHY, number=1):
    """Publish another verdict with its reason; gives the correction."""
    judge(drafted(review), verdict, note, number).save_revision().publish()
    return again(review).corrections.first()


def objection_to(review, **values):
    """What a reader has said of the review's first claim."""
    claim = review.claims.first()
    about = {"block_id": claim.block_id, "label": claim.label, "said": claim.said}
    values = {"text": "Section 3 says otherwise.", "sender": "someone", **values}
    return Objection.objects.create(
        review=review, verdict=claim.verdict, **about, **values
    )
