"""The panel beside a review's form that shows what the publish gate finds in it."""

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel

from writing.models import ReviewPage


class ChecklistPanel(BaseSidePanel):
    """The findings about the form as it stands; its script asks for them."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Toggle publishing checks"
        icon_name = "circle-check"
        counter_classname = "w-bg-critical-200"

    name = "gate"
    title = "Publishing checks"
    template_name = "writing/admin/checklist_panel.html"
    order = 50

    def __init__(self, page: ReviewPage, request: HttpRequest, address: str) -> None:
        super().__init__(page, request)
        self.address = address

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {**context, "address": self.address}

    @property
    def media(self) -> Media:
        return Media(
            js=["writing/admin/checklist.js"],
            css={"all": ["writing/admin/checklist.css"]},
        )


def with_checks(
    panels: MediaContainer, page: ReviewPage, request: HttpRequest, address: str
) -> MediaContainer:
    """The side panels of a view, and the checklist that is asked for at `address`."""
    return MediaContainer([*panels, ChecklistPanel(page, request, address)])
