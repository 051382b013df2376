"""What an editor submits waits for a moderator."""

import pytest
from django.urls import reverse

from tests.factories import PaperFactory, ReviewPageFactory
from tests.writing.paper_forms import paper_form
from tests.writing.review_forms import review_form
from writing.models import Paper

PAPERS = "wagtailsnippets_writing_paper"
SUBMIT = {"action-submit": "action-submit"}


def approve(client, name, thing):
    state = thing.current_workflow_task_state
    client.post(reverse(name, args=[thing.pk, "approve", state.pk]))
    thing.refresh_from_db()


def test_a_submitted_review_is_published_by_approval(client, editor, moderator, site):
    review = ReviewPageFactory(parent=site, live=False)
    client.force_login(editor)
    address = reverse("wagtailadmin_pages:edit", args=[review.pk])
    client.post(address, review_form(review.paper, review) | SUBMIT)
    review.refresh_from_db()
    assert (review.live, review.workflow_in_progress) == (False, True)

    approve(client, "wagtailadmin_pages:workflow_action", review)
    assert not review.live

    client.force_login(moderator)
    approve(client, "wagtailadmin_pages:workflow_action", review)
    assert review.live


def test_a_submitted_paper_is_published_by_approval(client, editor, moderator):
    client.force_login(editor)
    client.post(reverse(f"{PAPERS}:add"), paper_form() | SUBMIT)
    paper = Paper.objects.get()
    assert (paper.live, paper.workflow_in_progress) == (False, True)

    approve(client, f"{PAPERS}:workflow_action", paper)
    assert not paper.live

    client.force_login(moderator)
    approve(client, f"{PAPERS}:workflow_action", paper)
    assert paper.live


@pytest.mark.parametrize("role", ["editor", "moderator"])
def test_what_is_submitted_can_be_changed_by_moderators_only(
    client, site, request, role
):
    review = ReviewPageFactory(parent=site, live=False)
    review.get_workflow().start(review, request.getfixturevalue("editor"))
    client.force_login(request.getfixturevalue(role))
    address = reverse("wagtailadmin_pages:edit", args=[review.pk])
    client.post(address, review_form(review.paper, review))
    review.refresh_from_db()
    newest = review.get_latest_revision_as_object()
    assert (newest.title == "Kafka") is (role == "moderator")


def test_a_change_to_a_live_paper_is_not_read_before_its_approval(
    client, editor, moderator
):
    paper = PaperFactory(short_title="As it was")
    client.force_login(editor)
    client.post(reverse(f"{PAPERS}:edit", args=[paper.pk]), paper_form() | SUBMIT)
    paper.refresh_from_db()
    assert paper.short_title == "As it was"

    client.force_login(moderator)
    approve(client, f"{PAPERS}:workflow_action", paper)
    assert paper.short_title == "Kafka"
