"""What is told when something published changes: when, by which path, and only once."""

from datetime import date

import pytest
from django.utils import timezone
from wagtail.models import Revision

from tests.factories import ReviewPageFactory, claim, prose, sound
from tests.writing.correcting import (
    BODY,
    WHY,
    again,
    claims_of,
    correct,
    drafted,
    judge,
    withdraw,
)
from writing.checks import PublishRefused, errors
from writing.models import Claim, Correction, FormerRendering, VerdictChange

SAID = "Kafka delivers each message exactly once."


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, slug="kafka", title="Kafka", body=BODY)


def refusal(draft):
    with pytest.raises(PublishRefused) as caught:
        draft.save_revision().publish()
    return caught.value.messages


def test_a_changed_verdict_is_refused_without_a_word_to_the_readers(review):
    (message,) = refusal(judge(drafted(review), "conditional"))
    assert message == (
        f"Correction note: Claim 1, “{SAID}”, goes from Contradicted to "
        "Holds with conditions: say why."
    )
    assert Claim.objects.get(number=1).verdict == "contradicted"
    assert not Correction.objects.exists()


def test_a_withdrawn_claim_is_refused_without_a_word_too(review):
    (message,) = refusal(withdraw(drafted(review)))
    assert message == (
        f"Correction note: Claim 1, “{SAID}”, (Contradicted) is withdrawn: say why."
    )


def test_the_refusal_stands_on_the_field_of_the_note(review):
    (found,) = errors(judge(drafted(review), "conditional"))
    assert found.field == "correction_note"


def test_a_changed_verdict_with_a_note_is_kept_as_a_correction(review):
    correction = correct(review)
    (change,) = correction.changes.all()
    assert (correction.number, correction.note) == (1, WHY)
    assert correction.day == timezone.localdate()
    assert (change.number, change.label, change.said) == (1, "exactly-once", SAID)
    assert (change.before, change.after) == ("contradicted", "conditional")


def test_a_withdrawn_claim_is_kept_with_its_last_verdict(review):
    withdraw(drafted(review), WHY).save_revision().publish()
    change = VerdictChange.objects.get()
    assert (change.said, change.before, change.after) == (SAID, "contradicted", "")


def test_an_added_claim_is_no_correction(review):
    draft = drafted(review)
    draft.body.append(("claim", claim(said="Added.", label="added")["value"]))
    draft.save_revision().publish()
    assert Claim.objects.filter(label="added").exists()
    assert not Correction.objects.exists()


def test_other_words_and_another_place_are_no_correction(review):
    draft = drafted(review)
    claims_of(draft)[0].value["found"] = "It promises at-least-once delivery."
    draft.body.insert(0, ("prose", "New words."))
    draft.save_revision().publish()
    assert not Correction.objects.exists()


def test_a_claim_made_anew_under_its_label_is_the_same_claim(review):
    draft = drafted(review)
    draft.body = sound(
        prose("## What was built"), claim(verdict="holds"), claim(label="more")
    )
    draft.correction_note = WHY
    draft.save_revision().publish()
    change = VerdictChange.objects.get()
    assert (change.before, change.after) == ("contradicted", "holds")
    assert str(change.block_id) == str(Claim.objects.get(number=1).block_id)


def test_a_claim_whose_label_changes_is_the_same_claim(review):
    draft = judge(drafted(review), "holds", WHY)
    claims_of(draft)[0].value["label"] = "renamed"
    draft.save_revision().publish()
    change = VerdictChange.objects.get()
    assert (change.label, change.after) == ("renamed", "holds")


def test_a_note_alone_makes_a_correction(review):
    draft = drafted(review)
    draft.correction_note = "Table 3 is on page 12."
    draft.save_revision().publish()
    correction = Correction.objects.get()
    assert correction.note == "Table 3 is on page 12."
    assert not correction.changes.exists()


def test_a_used_note_is_gone_from_page_and_drafts(review):
    correct(review)
    assert again(review).correction_note == ""
    assert drafted(review).correction_note == ""
    assert not review.revisions.filter(content__correction_note=WHY).exists()


def test_publishing_once_more_tells_nothing_twice(review):
    correct(review)
    again(review).live_revision.publish()
    drafted(review).save_revision().publish()
    assert Correction.objects.count() == 1


def test_a_note_that_another_window_sends_again_is_not_told_twice(review):
    correct(review)
    draft = drafted(review)
    draft.correction_note = WHY
    draft.save_revision().publish()
    assert Correction.objects.count() == 1
    assert drafted(review).correction_note == ""


def test_a_note_that_was_told_is_no_reason_for_another_change(review):
    correct(review)
    (message,) = refusal(judge(drafted(review), "holds", WHY))
    assert message.endswith("the note was told before; write why this time.")


def test_a_newer_draft_forgets_the_note_and_keeps_the_rest(review):
    published = judge(drafted(review), "conditional", WHY).save_revision()
    newer = drafted(review)
    newer.title = "Kafka, read again"
    newer.save_revision()
    Revision.objects.get(pk=published.pk).publish()
    draft = drafted(review)
    assert (draft.title, draft.correction_note) == ("Kafka, read again", "")
    draft.save_revision().publish()
    assert Correction.objects.count() == 1


def test_a_newer_draft_with_another_note_keeps_it(review):
    published = judge(drafted(review), "conditional", WHY).save_revision()
    newer = drafted(review)
    newer.correction_note = "And more."
    newer.save_revision()
    Revision.objects.get(pk=published.pk).publish()
    assert drafted(review).correction_note == "And more."


def test_the_verdict_back_as_it_was_is_another_correction(review):
    correct(review)
    correct(review, "contradicted", "the erratum was withdrawn.")
    first, second = VerdictChange.objects.order_by("correction__number")
    assert (second.before, second.after) == (first.after, first.before)
    mark = Claim.objects.get(number=1)
    assert (mark.former_verdict, mark.correction) == ("conditional", 2)


def test_an_old_revision_brought_back_needs_a_reason_too(review):
    old = again(review).latest_revision
    correct(review)
    with pytest.raises(PublishRefused):
        old.publish()
    assert Claim.objects.get(number=1).verdict == "conditional"


def test_the_first_publish_corrects_nothing_and_uses_the_note_up(site):
    review = ReviewPageFactory(parent=site, live=False)
    draft = drafted(review)
    draft.correction_note = WHY
    draft.save_revision().publish()
    drafted(review).save_revision().publish()
    assert not Correction.objects.exists()


def test_a_note_that_is_too_long_or_holds_control_characters_is_refused(review):
    draft = drafted(review)
    draft.correction_note = "x" * 1001 + "\x00"
    found = [str(finding) for finding in errors(draft)]
    assert found == [
        "Correction note: It has 1002 characters; write 1000 at most.",
        "Correction note: It holds a control character.",
    ]


def test_the_day_of_the_correction_is_the_last_material_change(review):
    correct(review)
    assert again(review).revised_on == timezone.localdate()
    assert drafted(review).revised_on == timezone.localdate()


def test_a_later_day_given_by_the_editor_stands(review):
    later = date(2999, 1, 1)
    draft = judge(drafted(review), "conditional", WHY)
    draft.revised_on = later
    draft.save_revision().publish()
    assert again(review).revised_on == later


def test_no_draft_takes_the_day_of_a_correction_back(review):
    correct(review)
    draft = drafted(review)
    draft.revised_on = None
    draft.save_revision().publish()
    assert again(review).revised_on == timezone.localdate()


def test_a_refused_publish_keeps_no_trace_of_a_correction(review):
    draft = judge(drafted(review), "conditional", WHY)
    draft.bottom_line = ""
    refusal(draft)
    assert not Correction.objects.exists()
    assert not FormerRendering.objects.exists()
    assert drafted(review).correction_note == WHY
