"""Nothing unfit goes live, by any path, and it holds nothing else back."""

import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail.test.utils.form_data import streamfield

from tests.factories import PaperFactory, ReviewPageFactory, claim, sound
from tests.writing.review_forms import BUILT, claim_value, review_form, sound_body
from writing.checks import PublishRefused
from writing.models import Claim, Rendered, ReviewPage

UNFIT = sound(claim(locators=""))
UNFIT_FORM = sound_body(("claim", claim_value(locators="")))


@pytest.fixture
def paper(site):
    return PaperFactory()


def draft(site, **values):
    """A review that was never live, with a revision to publish."""
    return ReviewPageFactory(parent=site, live=False, **values)


@pytest.fixture
def unfit(site):
    return draft(site, title="Unfit", body=UNFIT)


@pytest.fixture
def fit(site):
    return draft(site, title="Fit")


def is_live(review):
    return ReviewPage.objects.get(pk=review.pk).live


def test_the_model_refuses_to_save_an_unfit_review_as_live(unfit):
    unfit.live = True
    with pytest.raises(PublishRefused, match="Where to look is missing"):
        unfit.save()
    assert not is_live(unfit)


def test_a_refusal_leaves_the_published_version_as_it_was(site):
    review = ReviewPageFactory(parent=site, title="As it was")
    review.title = "Changed"
    review.body = UNFIT
    revision = review.save_revision()
    with pytest.raises(PublishRefused):
        revision.publish()
    kept = ReviewPage.objects.get(pk=review.pk)
    assert (kept.title, kept.live, kept.claims.count()) == ("As it was", True, 7)


def test_the_edit_form_names_the_field_and_publishes_nothing(
    client, moderator, unfit, fit
):
    client.force_login(moderator)
    form = review_form(unfit.paper, unfit, body=UNFIT_FORM)
    url = reverse("wagtailadmin_pages:edit", args=[unfit.pk])
    response = client.post(url, {**form, "action-publish": "1"})
    assert response.status_code == 200
    assert "Where to look is missing" in response.content.decode()
    assert not is_live(unfit)

    form = review_form(fit.paper, fit, title="Fit", slug=fit.slug)
    url = reverse("wagtailadmin_pages:edit", args=[fit.pk])
    client.post(url, {**form, "action-publish": "1"})
    assert is_live(fit)


def test_a_draft_with_faults_is_saved_as_it_was_typed(client, editor, unfit):
    client.force_login(editor)
    body = streamfield([("equation", {"latex": r"\frac{1", "alt": "", "label": ""})])
    form = review_form(unfit.paper, unfit, body=body)
    url = reverse("wagtailadmin_pages:edit", args=[unfit.pk])
    response = client.post(url, form)
    assert response.status_code == 302
    saved = ReviewPage.objects.get(pk=unfit.pk).get_latest_revision_as_object()
    assert saved.body[0].value["latex"] == r"\frac{1"


@pytest.mark.usefixtures("vocabulary")
def test_the_create_form_publishes_only_what_is_fit(client, moderator, site, paper):
    client.force_login(moderator)
    url = reverse("wagtailadmin_pages:add", args=["writing", "reviewpage", site.pk])
    unfit = review_form(paper, body=UNFIT_FORM, slug="unfit")
    response = client.post(url, {**unfit, "action-publish": "1"})
    assert response.status_code == 200
    assert not ReviewPage.objects.filter(slug="unfit").exists()

    client.post(url, {**review_form(paper, slug="fit"), "action-publish": "1"})
    assert ReviewPage.objects.get(slug="fit").live


def test_a_review_is_not_submitted_with_faults(client, editor, unfit):
    client.force_login(editor)
    form = review_form(unfit.paper, unfit, body=UNFIT_FORM)
    url = reverse("wagtailadmin_pages:edit", args=[unfit.pk])
    response = client.post(url, {**form, "action-submit": "1"})
    assert response.status_code == 200
    assert unfit.current_workflow_state is None


def test_approval_of_an_unfit_review_leaves_the_task_open(
    client, editor, moderator, unfit, fit
):
    client.force_login(moderator)
    answers = []
    for review in (unfit, fit):
        review.get_workflow().start(review, editor)
        task = review.current_workflow_task_state
        url = reverse(
            "wagtailadmin_pages:workflow_action", args=[review.pk, "approve", task.pk]
        )
        answers.append(client.post(url, {"comment": ""}, follow=True))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "“Unfit” was not published" in answers[0].content.decode()
    assert (is_live(unfit), is_live(fit)) == (False, True)
    assert unfit.current_workflow_task_state.status == "in_progress"


def test_a_bulk_publish_tells_what_it_refused_and_publishes_the_rest(
    client, moderator, unfit, fit
):
    client.force_login(moderator)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(f"{url}?id={unfit.pk}&id={fit.pk}&next=/admin/", follow=True)
    assert response.status_code == 200
    assert "“Unfit” was not published" in response.content.decode()
    assert (is_live(unfit), is_live(fit)) == (False, True)


def test_a_bulk_publish_of_the_index_with_what_is_below_holds_back_only_the_unfit(
    client, moderator, site, unfit, fit
):
    client.force_login(moderator)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(
        f"{url}?id={site.pk}&next=/admin/", {"include_descendants": "on"}, follow=True
    )
    assert response.status_code == 200
    assert (is_live(unfit), is_live(fit)) == (False, True)


def test_the_scheduler_unschedules_what_is_refused_and_publishes_the_rest(
    unfit, fit, caplog
):
    due = timezone.now() - timedelta(minutes=2)
    for minutes, review in enumerate((unfit, fit)):
        revision = review.get_latest_revision()
        revision.approved_go_live_at = due + timedelta(minutes=minutes)
        revision.save()
    with caplog.at_level(logging.WARNING):
        call_command("publish_scheduled")
    assert (is_live(unfit), is_live(fit)) == (False, True)
    assert "“Unfit” was not published" in caplog.text
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_review_that_would_be_refused_is_not_scheduled(client, moderator, unfit):
    client.force_login(moderator)
    soon = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    form = review_form(unfit.paper, unfit, body=UNFIT_FORM, go_live_at=soon)
    url = reverse("wagtailadmin_pages:edit", args=[unfit.pk])
    response = client.post(url, {**form, "action-publish": "1"})
    assert response.status_code == 200
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_copy_of_what_has_become_unfit_is_not_published(client, moderator, site):
    stale = ReviewPageFactory(parent=site, slug="stale")
    stale.paper.live = False
    stale.paper.save()
    sound = ReviewPageFactory(parent=site, slug="sound")
    client.force_login(moderator)
    for review in (stale, sound):
        response = client.post(
            reverse("wagtailadmin_pages:copy", args=[review.pk]),
            {
                "new_title": "A copy",
                "new_slug": f"{review.slug}-copy",
                "new_parent_page": str(site.pk),
                "publish_copies": "on",
            },
            follow=True,
        )
        assert response.status_code == 200
    assert not ReviewPage.objects.filter(slug="stale-copy").exists()
    assert ReviewPage.objects.get(slug="sound-copy").live


def test_reverting_to_an_unfit_version_publishes_nothing(client, moderator, site):
    review = ReviewPageFactory(parent=site)
    bad = review.specific_class.objects.get(pk=review.pk)
    bad.body = UNFIT
    revision = bad.save_revision()
    client.force_login(moderator)
    form = review_form(review.paper, review, body=UNFIT_FORM)
    form["revision"] = str(revision.pk)
    url = reverse("wagtailadmin_pages:edit", args=[review.pk])
    response = client.post(url, {**form, "action-publish": "1"})
    assert response.status_code == 200
    assert ReviewPage.objects.get(pk=review.pk).body[1].value["locators"]


def test_a_publish_stores_rendering_and_claims_with_the_page(fit):
    fit.get_latest_revision().publish()
    assert Rendered.objects.get(review=fit).words > 0
    labels = [claim.label for claim in Claim.objects.all()]
    assert (labels[0], len(labels)) == ("exactly-once", 7)


def test_an_unpublished_review_has_no_claims(site):
    review = ReviewPageFactory(parent=site)
    review.unpublish()
    assert not Claim.objects.exists()


def test_a_publish_that_breaks_off_leaves_no_newer_draft(
    client, moderator, fit, monkeypatch
):
    def break_off(*args, **kwargs):
        raise RuntimeError("The power went.")

    monkeypatch.setattr("writing.publication.record_claims", break_off)
    client.force_login(moderator)
    before = Revision.objects.count()
    form = review_form(fit.paper, fit)
    url = reverse("wagtailadmin_pages:edit", args=[fit.pk])
    with pytest.raises(RuntimeError):
        client.post(url, {**form, "action-publish": "1"})
    assert (Revision.objects.count(), is_live(fit)) == (before, False)


def test_line_ends_that_a_browser_sends_are_stored_as_typed(client, editor, unfit):
    client.force_login(editor)
    body = streamfield([("prose", "One.\r\n\r\nTwo.")])
    form = review_form(unfit.paper, unfit, body=body, dek="A.\r\nB.")
    client.post(reverse("wagtailadmin_pages:edit", args=[unfit.pk]), form)
    saved = ReviewPage.objects.get(pk=unfit.pk).get_latest_revision_as_object()
    assert saved.body[0].value == "One.\n\nTwo."
    assert saved.dek == "A.\nB."


def test_faults_of_the_body_and_of_its_blocks_are_told_together(
    client, moderator, unfit
):
    client.force_login(moderator)
    body = streamfield([("prose", "See [@nobody].")])
    form = review_form(unfit.paper, unfit, body=body)
    url = reverse("wagtailadmin_pages:edit", args=[unfit.pk])
    response = client.post(url, {**form, "action-publish": "1"})
    text = response.content.decode()
    assert response.status_code == 200
    assert "It has 0 claims; write at least 7." in text
    assert "nobody" in text


def test_an_unfit_review_is_not_scheduled_by_a_bulk_publish(client, moderator, site):
    soon = timezone.now() + timedelta(days=1)
    review = draft(site, title="Unfit", body=UNFIT, go_live_at=soon)
    client.force_login(moderator)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(f"{url}?id={review.pk}&next=/admin/", follow=True)
    assert "“Unfit” was not published" in response.content.decode()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_slug_taken_meanwhile_holds_back_no_other_review(
    client, moderator, site, fit
):
    late = ReviewPageFactory(parent=site, title="Late", slug="late")
    late.slug = "taken"
    late.save_revision()
    ReviewPageFactory(parent=site, slug="taken")
    client.force_login(moderator)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(f"{url}?id={late.pk}&id={fit.pk}&next=/admin/", follow=True)
    assert response.status_code == 200
    assert is_live(fit)
    assert ReviewPage.objects.get(pk=late.pk).slug == "late"


def test_two_blocks_with_one_id_are_published_with_two(client, moderator, unfit):
    client.force_login(moderator)
    body = sound_body(
        BUILT, ("claim", claim_value(label="a")), ("claim", claim_value(label="b"))
    )
    for block in ("1", "2"):
        body[block]["id"] = "not a uuid"
    form = review_form(unfit.paper, unfit, body=body)
    url = reverse("wagtailadmin_pages:edit", args=[unfit.pk])
    client.post(url, {**form, "action-publish": "1"})
    ids = [block.id for block in ReviewPage.objects.get(pk=unfit.pk).body]
    assert len(set(ids)) == len(ids)
    assert is_live(unfit)
