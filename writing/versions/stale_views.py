"""The queue of places that a newer version of a paper has elsewhere or not at all."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import ListView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from writing.models import ReviewPage, StaleClaim
from writing.models.stale_claims import StaleClaimQuerySet

User = AbstractBaseUser | AnonymousUser
# The largest key that every database takes.
LARGEST_KEY = 2**63 - 1


def may_edit_reviews(user: User) -> bool:
    """Whether there is any page that somebody may edit."""
    return bool(PagePermissionPolicy().user_has_permission(user, "change"))


def open_for(user: User) -> StaleClaimQuerySet:
    """What is open of the reviews that somebody may edit."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return StaleClaim.objects.open().of_pages(pages)


def number_in(values: Any, name: str) -> int | None:
    """A key that was asked for; nothing if it is none."""
    text = str(values.get(name, ""))
    is_number = text.isascii() and text.isdecimal()
    return int(text) if is_number and int(text[:20]) <= LARGEST_KEY else None


class StaleClaimsView(WagtailAdminTemplateMixin, ListView):
    """What is open, by review, with the way to each place."""

    template_name = "writing/admin/stale_claims.html"
    page_title = "Newer versions"
    header_icon = "history"
    paginate_by = 50
    context_object_name = "rows"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not may_edit_reviews(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above: list[dict[str, str]] = super().get_breadcrumbs_items()
        return [*above, {"url": "", "label": self.page_title}]

    def get_queryset(self) -> StaleClaimQuerySet:
        rows = open_for(self.request.user).select_related("review", "text__paper")
        rows = rows.defer("text__pages", "review__body", "review__takeaways")
        review = number_in(self.request.GET, "review")
        return rows.filter(review=review) if review is not None else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reviews = Page.objects.filter(
            pk__in=open_for(self.request.user).values("review")
        )
        return super().get_context_data(
            **kwargs,
            reviews=reviews.order_by("title"),
            chosen=number_in(self.request.GET, "review"),
        )

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """The page that is asked for, or the nearest there is."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()


@require_POST
def mark_done(request: HttpRequest) -> HttpResponse:
    """Close one place, or all of a review: an editor has looked at them."""
    if not may_edit_reviews(request.user):
        raise PermissionDenied
    rows = open_for(request.user)
    row = number_in(request.POST, "row")
    review = number_in(request.POST, "review")
    chosen = rows.filter(pk=row) if row is not None else rows.filter(review=review)
    done = chosen.update(handled_at=timezone.now(), handled_by=request.user)
    if done:
        messages.success(request, f"{done} place{pluralize(done)} marked as done.")
    else:
        messages.warning(request, "There was nothing open to mark as done.")
    left = ReviewPage.objects.filter(pk=review, stale_claims__in=rows).exists()
    here = reverse("stale_claims:list")
    return redirect(f"{here}?review={review}" if left else here)
