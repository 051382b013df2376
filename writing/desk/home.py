"""The CMS's home page: our panels, in place of Wagtail's where they tell more."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from writing.desk.drafts import MyDrafts
from writing.desk.rights import may_edit_pages
from writing.desk.rows import DeskPanel
from writing.desk.schedule import Scheduled
from writing.desk.soundness import DeadLinks, GateFailures, StaleReadings, TagTwins
from writing.desk.waiting import WaitingForMe

PANELS: tuple[type[DeskPanel], ...] = (
    WaitingForMe,
    MyDrafts,
    Scheduled,
    GateFailures,
    StaleReadings,
    DeadLinks,
    TagTwins,
)
# What "Waiting for me" and "My drafts" tell as well, with queries for each row.
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


def lay_desk(request: HttpRequest, panels: list[Any]) -> None:
    """Put our panels on the home page of who edits pages."""
    if may_edit_pages(request.user):
        panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
        panels += [panel() for panel in PANELS]


def desk_styles() -> SafeString:
    """How the panels look."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("writing/admin/desk.css")
    )
