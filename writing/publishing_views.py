"""The CMS's ways to publish a review: each is atomic, and each refuses in words."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.bulk_actions.publish import (
    PublishBulkAction as WagtailPublishBulkAction,
)
from wagtail.admin.views.pages.convert_alias import ConvertAliasView
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page, PageQuerySet

from writing.checklist.panel import with_checks
from writing.checks import refusal_of
from writing.history.concurrent_editing import KeepsBothTexts
from writing.models.moderation import doubts_of, version_of


class PublishesWhole:
    """Revision, page and what follows from them are stored together or not at all.

    What the publish gate refuses here has come past the form, so the answer is a
    message above the page as it was.
    """

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        answer = super().dispatch  # type: ignore[misc]
        if request.method != "POST":
            return answer(request, *args, **kwargs)
        try:
            with transaction.atomic():
                return answer(request, *args, **kwargs)
        except ValidationError as error:
            messages.error(request, refusal_of("The page", error))
            if "page_id" in kwargs:
                return redirect("wagtailadmin_pages:edit", kwargs["page_id"])
            return redirect("wagtailadmin_explore", kwargs["parent_page_id"])


class ReviewCreateView(PublishesWhole, CreateView):
    """Create a review."""

    template_name = "writing/admin/create_review.html"

    def get_side_panels(self) -> MediaContainer:
        address = reverse("checklist:create", args=[self.parent_page.pk])
        return with_checks(super().get_side_panels(), self.page, self.request, address)


class ReviewEditView(PublishesWhole, KeepsBothTexts, EditView):
    """Edit a review; also where a workflow task is approved with changes."""

    def get_template_names(self) -> list[str]:
        names: list[str] = super().get_template_names()
        stock = names == ["wagtailadmin/pages/edit.html"]
        return ["writing/admin/edit_review.html"] if stock else names

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if self.expects_json_response:
            return panels
        address = reverse("checklist:edit", args=[self.page.pk])
        return with_checks(panels, self.page, self.request, address)

    def perform_workflow_action(self) -> HttpResponse:
        """Approve or reject, with what overrides the warnings of the approved text."""
        override = self.page.override
        if override and not self.has_content_changes:
            override.hold_for(self.latest_revision)
            self.page.override = None
        response: HttpResponse = super().perform_workflow_action()
        return response


class ReviewRevertView(ReviewEditView, RevisionsRevertView):
    """Bring an old version back."""


class ReviewConvertAliasView(PublishesWhole, ConvertAliasView):
    """Make a page of its own of an alias."""


class ReviewCopyView(PublishesWhole, CopyView):
    """Copy a review, published or as a draft."""


class ReviewWorkflowActionView(WorkflowActionView):
    """Approve or reject a review in moderation.

    Approving the last task publishes. A refusal undoes the approval with it, so the
    task stays open; the answer is words above the page, or in the dialog where a
    comment was written.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)
                return response
        except ValidationError as error:
            return self.refused(error)

    def refused(self, error: ValidationError) -> HttpResponse:
        """The answer to an approval that the gate refuses."""
        sentence = refusal_of(self.object, error)
        if self.request.headers.get("x-requested-with") != "XMLHttpRequest":
            messages.error(self.request, sentence)
            return redirect(self.redirect_url)
        form = self.form_class(self.request.POST)
        form.add_error(None, sentence)
        answer: HttpResponse = self.render_modal_form(self.request, form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_override = self.object.permissions_for_user(self.request.user).can_publish()
        return {
            **super().get_context_data(**kwargs),
            "doubts": doubts_of(self.object) if may_override else [],
            "version": version_of(self.object),
        }


class PublishBulkAction(WagtailPublishBulkAction):
    """Publish many pages; one that is refused holds back no other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refusals: list[str] = []

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "refusals": self.refusals}

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Page],
        include_descendants: bool = False,
        user: Any = None,
        refusals: list[str] | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        refused = [] if refusals is None else refusals
        pages = list(objects)
        below = _drafts_below(pages, user) if include_descendants else []
        return (
            sum(_published(page, user, refused) for page in pages),
            sum(_published(page, user, refused) for page in below),
        )

    def get_success_message(
        self, num_parent_objects: int, num_child_objects: int
    ) -> str | None:
        for refusal in self.refusals:
            messages.error(self.request, refusal)
        if not num_parent_objects + num_child_objects:
            return None
        message: str = super().get_success_message(
            num_parent_objects, num_child_objects
        )
        return message


def _drafts_below(pages: Iterable[Page], user: Any) -> list[Page]:
    """The drafts below these pages that the user may publish."""
    found: list[Page] = []
    for page in pages:
        drafts: PageQuerySet = page.get_descendants().not_live()
        found += [
            draft
            for draft in drafts.specific()
            if user is None or draft.permissions_for_user(user).can_publish()
        ]
    return found


def _published(page: Page, user: Any, refused: list[str]) -> bool:
    """Publish the newest revision of a page; a refusal is added to `refused`."""
    try:
        with transaction.atomic():
            revision = page.get_latest_revision() or page.specific.save_revision(
                user=user
            )
            revision.publish(user=user)
    except ValidationError as error:
        refused.append(refusal_of(page, error))
        return False
    return True
