"""Approval: the task stays open while a review is not fit."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Task, TaskState, Workflow, WorkflowTask

from tests.factories import ReviewPageFactory, claim, prose, sound
from tests.writing.review_forms import claim_value, review_form, sound_body
from writing.checks import findings
from writing.models import Override, ReviewApprovalTask, ReviewPage
from writing.models.moderation import version_of

DOUBT = "It still takes a TODO."
DOUBTFUL = sound(prose(DOUBT), claim())
REASON = "The word is the paper's own."
DIALOG = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.fixture
def waiting(site, editor):
    """A review with a warning that waits for a moderator."""
    review = ReviewPageFactory(parent=site, title="Kafka", live=False, body=DOUBTFUL)
    review.get_workflow().start(review, editor)
    return review


def approve(client, review, headers=None, **fields):
    state = review.current_workflow_task_state
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[review.pk, "approve", state.pk]
    )
    response = client.post(address, fields, follow=True, **(headers or {}))
    assert response.status_code == 200
    return response.content.decode()


def state_of(review):
    """Whether it is live, and how its task stands."""
    review = ReviewPage.objects.get(pk=review.pk)
    return review.live, TaskState.objects.get().status


def test_warnings_leave_the_task_open_and_are_told_above_the_page(
    client, moderator, waiting
):
    client.force_login(moderator)
    text = approve(client, waiting)
    assert "“TODO” is left in the text" in text
    assert "Whoever may publish it can override warnings" in text
    assert state_of(waiting) == (False, "in_progress")


def test_the_dialog_lists_the_warnings_and_takes_the_reason(client, moderator, waiting):
    client.force_login(moderator)
    state = waiting.current_workflow_task_state
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[waiting.pk, "approve", state.pk]
    )
    dialog = json.loads(client.get(address).content)
    assert "“TODO” is left in the text" in dialog["html"]
    assert "Publish all the same, because" in dialog["html"]

    answer = json.loads(approve(client, waiting, DIALOG, comment="Good."))
    assert answer["step"] == "action"
    assert "was not published" in answer["html"]
    assert state_of(waiting) == (False, "in_progress")

    answer = json.loads(approve(client, waiting, DIALOG, reason="ok"))
    assert "few words" in answer["html"]

    assert version_of(waiting) in answer["html"]
    given = {"reason": REASON, "version": version_of(waiting)}
    waiting.save_revision()
    answer = json.loads(approve(client, waiting, DIALOG, **given))
    assert "was changed meanwhile" in answer["html"]
    assert state_of(waiting) == (False, "in_progress")

    given = {"reason": REASON, "version": version_of(waiting)}
    answer = json.loads(approve(client, waiting, DIALOG, comment="Good.", **given))
    assert answer["step"] == "success"
    assert state_of(waiting) == (True, "approved")
    override = Override.objects.get()
    assert (override.user, override.reason) == (moderator, REASON)
    assert TaskState.objects.get().comment == "Good."


def test_a_reason_overrides_no_error(client, moderator, editor, site):
    unfit = ReviewPageFactory(parent=site, live=False, body=sound(claim(locators="")))
    unfit.get_workflow().start(unfit, editor)
    client.force_login(moderator)
    text = approve(client, unfit, reason=REASON, version=version_of(unfit))
    assert "Where to look is missing" in text
    assert state_of(unfit) == (False, "in_progress")
    assert not Override.objects.exists()


def test_who_approves_without_the_right_to_publish_overrides_nothing(
    client, editor, waiting
):
    task = ReviewApprovalTask.objects.get()
    task.groups.add(*editor.groups.all())
    client.force_login(editor)
    approve(client, waiting, reason=REASON, version=version_of(waiting))
    assert state_of(waiting) == (False, "in_progress")
    assert not Override.objects.exists()


def test_an_approval_with_changes_asks_in_the_form(client, moderator, waiting):
    client.force_login(moderator)
    body = sound_body(("prose", DOUBT), ("claim", claim_value()))
    form = review_form(waiting.paper, waiting, body=body) | {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": '{"comment": "Good.", "reason": ""}',
    }
    address = reverse("wagtailadmin_pages:edit", args=[waiting.pk])
    text = client.post(address, form).content.decode()
    assert "Approve all the same" in text
    assert "&quot;comment&quot;: &quot;Good.&quot;" in text
    assert state_of(waiting) == (False, "in_progress")

    keys = [one.key for one in findings(waiting)]
    client.post(address, form | {"override-reason": REASON, "override-seen": keys})
    assert state_of(waiting) == (True, "approved")
    assert Override.objects.get().revision.object_id == str(waiting.pk)


def test_a_review_with_warnings_can_be_sent_back(client, moderator, waiting):
    client.force_login(moderator)
    state = waiting.current_workflow_task_state
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[waiting.pk, "reject", state.pk]
    )
    client.post(address, {"comment": "Look again."})
    assert state_of(waiting) == (False, "rejected")


# The workflow of a site that had Wagtail's own task


@pytest.fixture
def older(site):
    """A site as it was before: Wagtail's task in the workflow."""
    workflow = Workflow.objects.get()
    ours = ReviewApprovalTask.objects.get()
    stock = GroupApprovalTask.objects.create(name=ours.name)
    stock.groups.set(ours.groups.all())
    WorkflowTask.objects.filter(workflow=workflow).update(task=stock)
    ours.delete()
    return stock


def test_a_new_site_has_the_gate_in_its_workflow(site):
    assert isinstance(Task.objects.get().specific, ReviewApprovalTask)


def test_an_older_site_gets_the_gate_and_what_waits_goes_on_waiting(
    client, site, older, editor, moderator
):
    done = ReviewPageFactory(parent=site, live=False)
    done.get_workflow().start(done, editor)
    client.force_login(moderator)
    approve(client, done)
    waiting = ReviewPageFactory(parent=site, live=False)
    waiting.get_workflow().start(waiting, editor)

    call_command("prepare_site")
    call_command("prepare_site")
    [task] = Workflow.objects.get().tasks
    assert isinstance(task.specific, ReviewApprovalTask)
    assert [group.name for group in task.specific.groups.all()] == ["Moderators"]
    older.refresh_from_db()
    assert (older.active, older.task_states.get().status) == (False, "approved")

    waiting = ReviewPage.objects.get(pk=waiting.pk)
    approve(client, waiting)
    assert ReviewPage.objects.get(pk=waiting.pk).live
