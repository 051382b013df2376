"""The moderators' approval, which the publish gate is part of."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from writing.checks import hindrances, refuse_to_go_live
from writing.checks.findings import Finding, Level
from writing.models.overrides import Override, check_reason

CHANGED = "It was changed meanwhile: look at its warnings again."


class ApprovalForm(TaskStateCommentForm):
    """A comment, and why warnings may stand."""

    reason = forms.CharField(
        required=False,
        max_length=1000,
        label="Publish all the same, because",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    # Which text the warnings were shown of.
    version = forms.CharField(required=False, widget=forms.HiddenInput)

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
        reason, version = kwargs.pop("reason", ""), kwargs.pop("version", "")
        review = task_state.workflow_state.content_object
        if action_name == "approve" and isinstance(review, Page) and is_review(review):
            if reason and review.permissions_for_user(user).can_publish():
                let_stand(review, user, str(reason), str(version))
            # Wagtail publishes the newest revision, which may not be the submitted one.
            newest = review.get_latest_revision()
            refuse_to_go_live(newest.as_object(), newest)
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        return (
            "Members of the chosen groups can approve this task; a review that the "
            "publish gate refuses stays with them"
        )

    class Meta:
        verbose_name = "Review approval task"
        verbose_name_plural = "Review approval tasks"


def is_review(page: Page) -> bool:
    """Whether what waits for approval is a review."""
    return page.cached_content_type.natural_key() == ("writing", "reviewpage")


def doubts_of(page: Page) -> list[Finding]:
    """The warnings that an approval would have to override; none where errors are."""
    revision = page.get_latest_revision()
    found = hindrances(revision.as_object(), revision)
    return [one for one in found if one.level == Level.WARNING]


def version_of(page: Page) -> str:
    """Which text a page's newest revision has: a draft may be saved over itself."""
    revision = page.get_latest_revision()
    return f"{revision.pk} {revision.created_at.isoformat()}"


def let_stand(page: Page, user: Any, reason: str, version: str) -> None:
    """Override the warnings that were shown of this version of a review."""
    if version != version_of(page):
        raise ValidationError(CHANGED)
    if doubts := doubts_of(page):
        override = Override.of(doubts, user, check_reason(reason))
        override.hold_for(page.get_latest_revision())
