"""Whose pages the desk tells of: those that a person may edit."""

from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from wagtail.models import (
    Page,
    Revision,
    WorkflowState,
    get_default_page_content_type,
)
from wagtail.permission_policies.pages import PagePermissionPolicy

from writing.models import ReviewPage
from writing.querysets import ReviewQuerySet


def editable_pages(user: Any) -> QuerySet[Page]:
    """The pages that the person may change."""
    return PagePermissionPolicy(Page).instances_user_has_permission_for(user, "change")


def editable_reviews(user: Any) -> ReviewQuerySet:
    """The reviews that the person may change."""
    policy = PagePermissionPolicy(ReviewPage)
    return policy.instances_user_has_permission_for(user, "change")


def may_edit_pages(user: Any) -> bool:
    """Whether there is any page that the person could change."""
    return bool(PagePermissionPolicy(Page).user_has_permission(user, "change"))


def as_keys(pages: QuerySet[Page]) -> QuerySet[Page]:
    """The pages' keys as revisions and workflows name them: as text."""
    return pages.annotate(key=Cast("pk", CharField())).values("key")


def is_scheduled(name: str = "pk") -> Exists:
    """Whether a revision of the page that `name` leads to waits for its day."""
    waiting = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return Exists(waiting.filter(object_id=Cast(OuterRef(name), CharField())))


def is_submitted(name: str = "pk") -> Exists:
    """Whether the page that `name` leads to stands in moderation."""
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=get_default_page_content_type(),
    )
    return Exists(states.filter(object_id=Cast(OuterRef(name), CharField())))
