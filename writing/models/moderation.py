"""The moderators' approval, which the publish gate is part of."""

from typing import Any

from django import forms
from django.db import transaction
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, TaskState

from writing.checks import hindrances, refuse_to_go_live
from writing.findings import Finding, Level
from writing.models.overrides import Override, check_reason


class ApprovalForm(TaskStateCommentForm):
    """A comment, and why warnings may stand."""

    reason = forms.CharField(
        required=False,
        max_length=1000,
        label="Publish all the same, because",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        return check_reason(reason) if reason.strip() else ""


class ReviewApprovalTask(AbstractGroupApprovalTask):
    """An approval by people of some groups that refuses a review which is not fit.

    The task stays open then. Other pages and papers pass as they always did.
    """

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        if action == "approve":
            return ApprovalForm
        form: type[forms.Form] = super().get_form_for_action(action)
        return form

    def get_template_for_action(self, action: str) -> str:
        return "writing/admin/approval.html" if action == "approve" else ""

    @transaction.atomic
    def on_action(
        self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any
    ) -> Any:
        """Approve or reject; raises `writing.checks.PublishRefused`."""
        reason = kwargs.pop("reason", "")
        if action_name == "approve":
            self._pass_gate(task_state, user, reason)
        return super().on_action(task_state, user, action_name, **kwargs)

    def _pass_gate(self, task_state: TaskState, user: Any, reason: str) -> None:
        if not is_review(task_state):
            return
        review, revision = task_state.revision.as_object(), task_state.revision
        if reason and review.permissions_for_user(user).can_publish():
            doubts = doubts_of(task_state)
            if doubts:
                override = Override.of(doubts, user, check_reason(str(reason)))
                override.hold_for(revision)
        refuse_to_go_live(review, revision)

    @classmethod
    def get_description(cls) -> str:
        return (
            "Members of the chosen groups can approve this task; a review that the "
            "publish gate refuses stays with them"
        )

    class Meta:
        verbose_name = "Review approval task"
        verbose_name_plural = "Review approval tasks"


def is_review(task_state: TaskState) -> bool:
    """Whether what waits for approval is a review."""
    content_type = task_state.revision.content_type
    return content_type.natural_key() == ("writing", "reviewpage")


def doubts_of(task_state: TaskState) -> list[Finding]:
    """The warnings that an approval would have to override; none where errors are."""
    if not is_review(task_state):
        return []
    revision = task_state.revision
    found = hindrances(revision.as_object(), revision)
    return [one for one in found if one.level == Level.WARNING]
