"""A correction by every way in which a review is published, copied or brought in."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from tests.factories import ReviewPageFactory
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
from writing.bundles.errors import BundleError
from writing.bundles.reader import read_bundle
from writing.bundles.review_records import bundle_of
from writing.bundles.review_store import Outcome, import_bundle
from writing.bundles.writer import INDEX, write_bundle
from writing.models import Claim, Correction, ReviewPage


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, slug="kafka", title="Kafka", body=BODY)


def test_what_was_unpublished_is_compared_with_what_was_last_read(review):
    again(review).unpublish()
    draft = judge(drafted(review), "conditional")
    with pytest.raises(Exception, match="goes from Contradicted to Holds with"):
        draft.save_revision().publish()
    judge(draft, "conditional", WHY).save_revision().publish()
    assert Correction.objects.get().changes.get().before == "contradicted"


def test_unpublishing_and_publishing_the_same_corrects_nothing(review):
    again(review).unpublish()
    drafted(review).save_revision().publish()
    assert not Correction.objects.exists()


def test_a_scheduled_publish_tells_its_note_on_its_day(review):
    draft = judge(drafted(review), "conditional", WHY)
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    revision = draft.save_revision()
    revision.publish()
    assert not Correction.objects.exists()
    assert drafted(review).correction_note == WHY
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    call_command("publish_scheduled")
    assert Correction.objects.get().note == WHY
    assert drafted(review).correction_note == ""


def test_a_copy_has_neither_corrections_nor_a_note(review):
    correct(review)
    pending = drafted(review)
    pending.correction_note = "Not told yet."
    pending.save_revision()
    copy = again(review).copy(update_attrs={"slug": "copy"}, keep_live=True)
    assert copy.live
    assert not copy.corrections.exists()
    assert drafted(copy).correction_note == ""
    assert not any(one.content["correction_note"] for one in copy.revisions.all())
    assert again(review).corrections.count() == 1


def test_an_alias_tells_what_its_source_tells(review, site):
    alias = again(review).create_alias(parent=site, update_slug="mirror")
    correct(review)
    told = ReviewPage.objects.get(pk=alias.pk).corrections.get()
    assert (told.note, told.changes.get().after) == (WHY, "conditional")


def test_publishing_a_paper_corrects_nothing(review):
    paper = review.paper
    paper.title = "Kafka, Retold"
    paper.save_revision().publish()
    assert not Correction.objects.exists()


def test_moving_or_renaming_a_review_corrects_nothing(review, site):
    draft = drafted(review)
    draft.slug = "elsewhere"
    draft.save_revision().publish()
    site.slug = "texts"
    site.save_revision().publish()
    assert not Correction.objects.exists()


def test_bulk_publishing_is_refused_in_words(client, moderator, review):
    judge(drafted(review), "conditional").save_revision()
    client.force_login(moderator)
    address = f"/admin/bulk/wagtailcore/page/publish/?id={review.pk}&next=/admin/"
    answer = client.post(address, follow=True)
    assert "goes from Contradicted to Holds with conditions" in answer.content.decode()
    assert Claim.objects.get(number=1).verdict == "contradicted"


def test_two_changes_and_a_withdrawal_are_one_correction(review):
    draft = judge(drafted(review), "conditional", number=3)
    draft = judge(draft, "absent", number=4)
    withdraw(draft, WHY).save_revision().publish()
    changes = Correction.objects.get().changes.all()
    assert [(one.label, one.before, one.after) for one in changes] == [
        ("exactly-once", "contradicted", ""),
        ("saying-1", "holds", "conditional"),
        ("saying-2", "overstated", "absent"),
    ]


# Bundles


def files_of(review):
    return write_bundle(bundle_of(drafted(review), drafts=True))


def changed_bundle(tmp_path, files, verdict, correction=""):
    """The bundle with another verdict for its first claim, read from files."""
    folder = tmp_path / "kafka"
    folder.mkdir(exist_ok=True)
    text = files[INDEX].decode()
    text = re.sub(r":verdict: \w+", f":verdict: {verdict}", text, count=1)
    if correction:
        text = text.replace("\npaper:\n", f"\ncorrection: {correction}\npaper:\n", 1)
    for name, data in {**files, INDEX: text.encode()}.items():
        (folder / name).write_bytes(data)
    return read_bundle(folder)


def test_a_bundle_that_changes_a_verdict_is_refused_without_its_reason(
    review, site, tmp_path
):
    bundle = changed_bundle(tmp_path, files_of(review), "conditional")
    with pytest.raises(BundleError, match="goes from Contradicted"):
        import_bundle(bundle, site, publish=True)
    assert Claim.objects.get(number=1).verdict == "contradicted"


def test_a_bundle_with_its_reason_tells_it_once(review, site, tmp_path):
    files = files_of(review)
    bundle = changed_bundle(tmp_path, files, "conditional", "an erratum says so.")
    assert import_bundle(bundle, site, publish=True) == Outcome.UPDATED
    assert import_bundle(bundle, site, publish=True) == Outcome.UNCHANGED
    assert Correction.objects.get().note == "an erratum says so."


def test_a_reason_in_the_bundle_of_a_new_review_is_told_to_nobody(
    review, site, tmp_path
):
    files = files_of(review)
    Page.objects.get(pk=review.pk).delete()
    bundle = changed_bundle(tmp_path, files, "conditional", "an erratum says so.")
    assert import_bundle(bundle, site, publish=True) == Outcome.CREATED
    assert import_bundle(bundle, site, publish=True) == Outcome.UNCHANGED
    assert not Correction.objects.exists()


def test_a_pending_note_goes_out_and_comes_back_with_the_draft(review, site):
    judge(drafted(review), "conditional", WHY).save_revision()
    bundle = bundle_of(drafted(review), drafts=True)
    assert bundle.front.correction == WHY
    assert import_bundle(bundle, site) == Outcome.UNCHANGED
    assert drafted(review).correction_note == WHY
    assert claims_of(drafted(review))[0].value["verdict"] == "conditional"
