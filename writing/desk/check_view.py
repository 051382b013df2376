"""“Check now”: asks the gate about what changed, as far as a person waits for it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from writing.desk.checking import check_due, due
from writing.desk.rights import editable_reviews, may_edit_pages

MOST = 20
SECONDS = 5.0


@require_POST
def check_now(request: HttpRequest) -> HttpResponse:
    """Check the reviews of this person that changed, then those checked longest ago."""
    if not may_edit_pages(request.user):
        raise PermissionDenied
    keys = due(editable_reviews(request.user), every=True)
    done = check_due(keys, most=MOST, seconds=SECONDS)
    noun = "review" if done.checked == 1 else "reviews"
    rest = f" {done.left} are left: check again for those." if done.left else ""
    messages.success(request, f"{done.checked} {noun} checked.{rest}")
    return redirect("wagtailadmin_home")
