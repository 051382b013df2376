"""Warnings forbid publishing until somebody who may publish lets them stand."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from tests.factories import (
    PaperFactory,
    ReviewPageFactory,
    claim,
    in_spite_of_warnings,
    prose,
    sound,
)
from tests.writing.bundle_files import SOUND, bundle, upload_to
from tests.writing.bundles.conftest import FRONT
from tests.writing.review_forms import BUILT, claim_value, review_form, sound_body
from writing.checks import PublishRefused, findings
from writing.models import Override, ReviewPage
from writing.models.overrides import check_reason

DOUBT = "It still takes a TODO."
DOUBTFUL = sound(prose(DOUBT), claim())
DOUBTFUL_FORM = sound_body(("prose", DOUBT), ("claim", claim_value()))
REASON = "The word is the paper's own."
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def doubtful(site):
    return ReviewPageFactory(parent=site, title="Kafka", live=False, body=DOUBTFUL)


def is_live(review):
    return ReviewPage.objects.get(pk=review.pk).live


def overridden(review, revision=None, reason=REASON):
    return in_spite_of_warnings(revision or review.get_latest_revision(), reason)


def send(client, review, **fields):
    """Post the review's form; gives the answer's text."""
    form = review_form(review.paper, review, body=DOUBTFUL_FORM)
    address = reverse("wagtailadmin_pages:edit", args=[review.pk])
    response = client.post(address, {**form, **fields})
    assert response.status_code in {200, 302}
    return response.content.decode()


def seen(review):
    return [one.key for one in findings(review)]


def test_the_model_publishes_no_revision_with_warnings(doubtful):
    with pytest.raises(PublishRefused, match="TODO") as refused:
        doubtful.get_latest_revision().publish()
    assert "can override warnings" in refused.value.sentence
    assert not is_live(doubtful)


def test_the_model_saves_none_with_warnings_as_live(doubtful):
    doubtful.live = True
    with pytest.raises(PublishRefused, match="TODO"):
        doubtful.save()


def test_a_live_review_is_saved_whatever_warnings_newer_rules_find(site):
    review = ReviewPageFactory(parent=site, body=DOUBTFUL)
    review.save()
    assert is_live(review)


def test_an_override_holds_for_its_revision(doubtful):
    overridden(doubtful).publish()
    assert is_live(doubtful)


def test_an_override_holds_for_no_later_revision(doubtful):
    overridden(doubtful)
    with pytest.raises(PublishRefused):
        doubtful.save_revision().publish()


def test_an_override_covers_no_warning_that_is_not_in_its_list(doubtful):
    revision = overridden(doubtful)
    doubtful.title = "A title " * 20
    revision.content = doubtful.serializable_data()
    revision.save()
    with pytest.raises(PublishRefused) as refused:
        Revision.objects.get(pk=revision.pk).publish()
    assert refused.value.messages == ["Title: It has 160 characters; 120 are enough."]


def test_an_override_covers_no_error(doubtful):
    doubtful.body = sound(prose(DOUBT), claim(locators=""))
    with pytest.raises(PublishRefused, match="Where to look"):
        overridden(doubtful, doubtful.save_revision()).publish()


def test_a_draft_that_is_saved_over_has_no_override(doubtful):
    revision = overridden(doubtful)
    doubtful.save_revision(overwrite_revision=revision)
    assert not Override.objects.exists()


@pytest.mark.parametrize("reason", ["", "  ", "ok", "so what"])
def test_a_reason_takes_a_few_words(reason):
    with pytest.raises(ValidationError, match="few words"):
        check_reason(reason)


def test_the_form_shows_warnings_and_asks_why_they_may_stand(
    client, moderator, doubtful
):
    client.force_login(moderator)
    text = send(client, doubtful, **PUBLISH)
    assert "1 warning before publishing" in text
    assert "“TODO” is left in the text." in text
    assert 'name="override-reason"' in text
    assert not is_live(doubtful)


def test_a_moderator_publishes_all_the_same_and_says_why(client, moderator, doubtful):
    client.force_login(moderator)
    given = {"override-reason": REASON, "override-seen": seen(doubtful)}
    send(client, doubtful, **PUBLISH, **given)
    review = ReviewPage.objects.get(pk=doubtful.pk)
    override = Override.objects.get()
    assert (review.live, override.revision) == (True, review.live_revision)
    assert (override.user, override.reason) == (moderator, REASON)
    assert [row["message"] for row in override.findings] == [
        "“TODO” is left in the text."
    ]
    entry = PageLogEntry.objects.get(action="writing.override")
    assert (entry.user, entry.data["reason"]) == (moderator, REASON)
    history = reverse("wagtailadmin_pages:history", args=[review.pk])
    assert "Let stand, because" in client.get(history).content.decode()


def test_a_reason_for_warnings_that_were_not_shown_is_kept_and_not_used(
    client, moderator, doubtful
):
    client.force_login(moderator)
    given = {"override-reason": REASON, "override-seen": ["another"]}
    text = send(client, doubtful, **PUBLISH, **given)
    assert "There are other warnings than those you have seen." in text
    assert "The word is the paper&#x27;s own." in text
    assert (is_live(doubtful), Override.objects.count()) == (False, 0)


def test_an_editor_cannot_override(client, editor, doubtful):
    client.force_login(editor)
    given = {"override-reason": REASON, "override-seen": seen(doubtful)}
    send(client, doubtful, **PUBLISH, **given)
    assert (is_live(doubtful), Override.objects.count()) == (False, 0)


def test_a_review_with_warnings_can_be_submitted(client, editor, doubtful):
    client.force_login(editor)
    send(client, doubtful, **{"action-submit": "1"})
    doubtful.refresh_from_db()
    assert doubtful.workflow_in_progress


@pytest.mark.usefixtures("vocabulary")
def test_the_create_form_asks_and_takes_the_reason_too(client, moderator, site):
    client.force_login(moderator)
    address = reverse("wagtailadmin_pages:add", args=["writing", "reviewpage", site.pk])
    form = review_form(PaperFactory(), body=DOUBTFUL_FORM) | PUBLISH
    text = client.post(address, form).content.decode()
    assert 'name="override-reason"' in text
    assert not ReviewPage.objects.exists()

    [key] = text.split('name="override-seen"')[1].split('value="')[1:2]
    given = {"override-reason": REASON, "override-seen": key.split('"')[0]}
    client.post(address, form | given)
    assert ReviewPage.objects.get().live is True


def test_warnings_are_overridden_for_what_is_scheduled(client, moderator, doubtful):
    client.force_login(moderator)
    soon = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    later = {"go_live_at": soon, **PUBLISH}
    assert "1 warning before publishing" in send(client, doubtful, **later)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()

    given = {"override-reason": REASON, "override-seen": seen(doubtful)}
    send(client, doubtful, **later, **given)
    due = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = due
    revision.content["go_live_at"] = due.isoformat()
    revision.save(update_fields=["approved_go_live_at", "content"])
    call_command("publish_scheduled")
    assert is_live(doubtful)


def test_a_bulk_publish_tells_of_the_warnings_and_publishes_the_rest(
    client, moderator, site, doubtful
):
    fit = ReviewPageFactory(parent=site, live=False)
    client.force_login(moderator)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(
        f"{url}?id={doubtful.pk}&id={fit.pk}&next=/admin/", follow=True
    )
    text = response.content.decode()
    assert "can override warnings in the review&#x27;s editor" in text
    assert (is_live(doubtful), is_live(fit)) == (False, True)


def test_a_copy_of_what_has_warnings_is_not_published(client, moderator, site):
    review = ReviewPageFactory(parent=site, body=DOUBTFUL)
    client.force_login(moderator)
    values = {"new_title": "A copy", "new_slug": "a-copy", "publish_copies": "on"}
    response = client.post(
        reverse("wagtailadmin_pages:copy", args=[review.pk]),
        values | {"new_parent_page": site.pk},
        follow=True,
    )
    assert (response.status_code, ReviewPage.objects.count()) == (200, 1)
    assert "“TODO” is left in the text" in response.content.decode()


def test_the_import_command_refuses_warnings_with_their_lines(site, tmp_path):
    folder = bundle_with_doubt(tmp_path)
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_reviews", folder, publish=True, stderr=err)
    assert "kafka/index.md:22: warning: Prose 1: Line 3: “TODO”" in err.getvalue()
    assert not ReviewPage.objects.exists()

    with pytest.raises(CommandError, match="few words"):
        call_command("import_reviews", folder, publish=True, override="ok")
    call_command(
        "import_reviews", folder, publish=True, override=REASON, stdout=StringIO()
    )
    assert ReviewPage.objects.get().live
    assert (Override.objects.get().user, Override.objects.get().reason) == (
        None,
        REASON,
    )


def bundle_with_doubt(tmp_path):
    (tmp_path / "kafka").mkdir()
    text = FRONT + SOUND.replace("A partition", "TODO: a partition")
    (tmp_path / "kafka/index.md").write_text(text)
    source = "@misc{kreps2011kafka,\n  title = {Kafka},\n  paper = {kafka}\n}\n"
    (tmp_path / "kafka/references.bib").write_text(source)
    return tmp_path


def test_the_import_of_a_moderator_leaves_what_has_warnings_as_a_draft(
    client, moderator, site
):
    data = bundle(body=SOUND.replace("A partition", "TODO: a partition"))
    text = upload_to(client, site, moderator, data, publish="on")
    assert "Left as a draft for its warnings" in text
    review = ReviewPage.objects.get()
    assert (review.live, review.has_unpublished_changes) == (False, True)


def test_a_sound_form_is_published_without_a_question(client, moderator, doubtful):
    client.force_login(moderator)
    body = sound_body(BUILT, ("claim", claim_value()))
    form = review_form(doubtful.paper, doubtful, body=body) | PUBLISH
    client.post(reverse("wagtailadmin_pages:edit", args=[doubtful.pk]), form)
    assert is_live(doubtful)
