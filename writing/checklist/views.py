"""What the publish gate says of a review's form as it stands; nothing is stored."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import URLResolver, include, path
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.models import Page

from writing.checklist.unread import unread_in
from writing.checks import Checklist
from writing.checks.findings import Finding, Level
from writing.forms import ReviewPageForm
from writing.models import ReviewPage, WritingIndexPage


@require_POST
@never_cache
def check_review(request: HttpRequest, review_id: int) -> HttpResponse:
    """The findings about the posted form of a review."""
    stored = get_object_or_404(ReviewPage, pk=review_id)
    if not stored.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    review: ReviewPage = stored.get_latest_revision_as_object()
    return answer(request, review, stored.get_parent())


@require_POST
@never_cache
def check_new_review(request: HttpRequest, parent_id: int) -> HttpResponse:
    """The findings about the posted form of a review that was never saved."""
    parent = get_object_or_404(WritingIndexPage, pk=parent_id)
    if not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    return answer(request, ReviewPage(owner=request.user), parent)


def answer(request: HttpRequest, review: ReviewPage, parent: Page) -> HttpResponse:
    """The findings as HTML for the side panel.

    A form that can't be read is told field by field; the rules are asked once it can.
    """
    form_class = ReviewPage.get_edit_handler().get_form_class()
    form: ReviewPageForm = form_class(
        request.POST, instance=review, parent_page=parent, for_user=request.user
    )
    form.defer_required_fields()
    try:
        is_read = form.is_valid()
    except (MultiValueDictKeyError, ValueError):
        # The counts that Wagtail's editor sends with each list are not there.
        return HttpResponseBadRequest("This is not the form of a review.")
    context = read(form, parent) if is_read else unread(form)
    return render(request, "writing/admin/checklist.html", context)


def unread(form: ReviewPageForm) -> dict[str, Any]:
    """What is shown of a form in which something can't be read."""
    return {"errors": list(unread_in(form)), "is_unread": True}


def read(form: ReviewPageForm, parent: Page) -> dict[str, Any]:
    """What is shown of a form: errors, warnings, and the rules with how each fares."""
    review: ReviewPage = form.save(commit=False)
    review.set_url_path(parent)
    review.name_blocks()
    checklist = Checklist(review)
    found = checklist.findings
    groups: dict[str, list[tuple[str, str]]] = {}
    for rule, of_rule in checklist.results:
        groups.setdefault(rule.group, []).append((rule.says, _worst(of_rule)))
    return {
        "errors": [one for one in found if one.level == Level.ERROR],
        "warnings": [one for one in found if one.level == Level.WARNING],
        "groups": groups,
        "total": len(checklist.results),
        "holding": sum(not of_rule for _, of_rule in checklist.results),
    }


def _worst(found: list[Finding]) -> str:
    return min((one.level for one in found), default="")


def _addresses() -> Iterator[Any]:
    yield path("<int:review_id>/checks/", check_review, name="edit")
    yield path("checks/<int:parent_id>/", check_new_review, name="create")


def checklist_urls() -> list[URLResolver]:
    """The addresses that the checklist's script asks."""
    return [path("reviews/", include((list(_addresses()), "checklist")))]
