"""What the readers of drafts said, for those who may edit the reviews."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import ListView
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from home.models import User
from writing.drafts.link_views import refuse_unless_editor
from writing.models import DraftComment, ReviewPage
from writing.models.draft_links import DraftCommentQuerySet

STATES = {"open": "Open", "handled": "Done", "all": "All"}


def may_read(user: Any) -> bool:
    """Whether there are pages that the user may edit, and so comments to read."""
    return bool(PagePermissionPolicy(Page).user_has_permission(user, "change"))


def comments_for(user: Any) -> DraftCommentQuerySet:
    """The comments on reviews that the user may edit."""
    pages = PagePermissionPolicy(Page).instances_user_has_permission_for(user, "change")
    found = DraftComment.objects.filter(link__review__in=pages.values("pk"))
    return found.select_related("link__review", "revision", "handled_by")


class DraftCommentsView(WagtailAdminTemplateMixin, ListView):
    """The queue of comments: the open ones first asked for, newest on top."""

    template_name = "writing/admin/draft_comments.html"
    page_title = "Draft comments"
    header_icon = "comment"
    paginate_by = 30
    page_kwarg = "p"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def state(self) -> str:
        """Which comments are shown; the open ones unless others are asked for."""
        asked = self.request.GET.get("state", "")
        return asked if asked in STATES else "open"

    @property
    def review(self) -> ReviewPage | None:
        """The review whose comments alone are shown, if one is asked for."""
        asked = self.request.GET.get("review", "")
        return next((one for one in self.reviews if str(one.pk) == asked), None)

    @property
    def reviews(self) -> list[ReviewPage]:
        """The reviews that were commented on, by title."""
        theirs = comments_for(self.request.user).order_by().values("link__review")
        reviews = ReviewPage.objects.filter(pk__in=theirs).order_by("draft_title", "pk")
        return list(reviews.defer_streamfields())

    def get_queryset(self) -> DraftCommentQuerySet:
        found = comments_for(self.request.user)
        if self.review:
            found = found.filter(link__review=self.review)
        shown = {"open": found.open, "handled": found.handled, "all": found.all}
        return shown[self.state]()

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        number = context["page_obj"].number
        return context | {
            "states": STATES,
            "state": self.state,
            "reviews": self.reviews,
            "review": self.review,
            "elided_page_range": context["paginator"].get_elided_page_range(number),
        }


@require_POST
def mark(request: HttpRequest, comment_id: int, *, done: bool) -> HttpResponse:
    """Note that a comment was dealt with, or take that back."""
    comments = DraftComment.objects.select_related("link__review")
    comment = get_object_or_404(comments, pk=comment_id)
    refuse_unless_editor(comment.link.review, request.user)
    comment.handled_at = timezone.now() if done else None
    comment.handled_by = cast(User, request.user) if done else None
    comment.save(update_fields=["handled_at", "handled_by"])
    return redirect(get_valid_next_url_from_request(request) or "drafts:comments")
