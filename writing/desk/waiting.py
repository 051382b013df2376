"""Waiting for me: what moderators are to decide, and what came back to its author."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.admin.utils import get_user_display_name
from wagtail.models import (
    Page,
    Task,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

from writing.desk import queues
from writing.desk.rights import as_keys, editable_pages
from writing.desk.rows import DeskPanel, Listed, Row, first, object_url


class Decision(NamedTuple):
    """A row with what may be done about it at once."""

    row: Row
    preview: str
    # The address that an action posts to, its label, and whether it asks for a comment.
    actions: list[tuple[str, str, bool]]


class WaitingForMe(DeskPanel):
    """Tasks to decide, drafts that were returned, and queues of questions and notes."""

    name = "waiting_for_me"
    heading = "Waiting for me"
    icon = "tasks"
    order = 200
    template_name = "writing/admin/desk/waiting.html"
    empty = "Nothing waits for you."

    def listed(self, user: Any) -> Listed:
        returned, total = first(returned_to(user))
        return Listed([_returned_row(state) for state in returned], total)

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        user = context["request"].user
        states, total = first(to_decide(user))
        counted = [(queue, queue.count(user)) for queue in queues.QUEUES]
        return {
            **context,
            "tasks": list(_decisions(states, user)),
            "total_tasks": total,
            "tasks_address": reverse("wagtailadmin_reports:workflow_tasks"),
            "queues": [(queue, count) for queue, count in counted if count],
        }


def to_decide(user: Any) -> QuerySet[TaskState]:
    """The tasks of moderation that the person may decide, oldest first."""
    return (
        TaskState.objects.reviewable_by(user)
        .filter(workflow_state__status=WorkflowState.STATUS_IN_PROGRESS)
        .select_related("revision__user", "revision__base_content_type")
        .prefetch_related("revision__content_object")
        .order_by("started_at", "pk")
    )


def returned_to(user: Any) -> QuerySet[WorkflowState]:
    """What a moderator sent back to who submitted it, or to whose page it is."""
    pages = get_default_page_content_type()
    editable = editable_pages(user)
    submitted = Q(requested_by=user) & (
        ~Q(base_content_type=pages) | Q(object_id__in=as_keys(editable))
    )
    own = Q(base_content_type=pages, object_id__in=as_keys(editable.filter(owner=user)))
    return (
        WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
        .filter(submitted | own)
        .select_related(
            "base_content_type",
            "current_task_state__revision",
            "current_task_state__finished_by",
        )
        .order_by("-current_task_state__finished_at", "-pk")
    )


def _returned_row(state: WorkflowState) -> Row:
    task = state.current_task_state
    who = get_user_display_name(task.finished_by) if task.finished_by else ""
    says = f"{who}: {task.comment}" if who and task.comment else who or task.comment
    return Row(
        title=task.revision.object_str,
        url=object_url(state.base_content_type, state.object_id),
        says=says,
        when=task.finished_at,
        mark="Returned",
        grave=True,
    )


def _decisions(states: list[TaskState], user: Any) -> Iterator[Decision]:
    named = Task.objects.filter(pk__in={state.task_id for state in states})
    tasks = {task.pk: task for task in named.specific()}
    for state in states:
        revision, subject = state.revision, state.revision.content_object
        if subject is None:
            continue
        row = Row(
            title=revision.object_str,
            url=object_url(revision.base_content_type, revision.object_id),
            says=get_user_display_name(revision.user) if revision.user else "",
            when=state.started_at,
        )
        names = _names(subject)
        actions = [
            (
                reverse(f"{names}workflow_action", args=[subject.pk, name, state.pk]),
                *rest,
            )
            for name, *rest in tasks[state.task_id].get_actions(subject, user)
        ]
        preview = reverse(f"{names}workflow_preview", args=[subject.pk, state.task_id])
        yield Decision(row, preview, actions)


def _names(subject: Any) -> str:
    """The namespace of the views for a page or a snippet."""
    if isinstance(subject, Page):
        return "wagtailadmin_pages:"
    return f"{subject.snippet_viewset.url_namespace}:"
