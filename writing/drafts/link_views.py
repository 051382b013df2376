"""Draft links in the CMS: whoever may edit a review makes and revokes them."""

from typing import Any, cast

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.log_actions import log

from home.models import User
from home.security.admin_host import public_address
from writing.drafts.link_form import DraftLinkForm
from writing.models import DraftLink, ReviewPage

CREATED = "writing.draft_link.create"
REVOKED = "writing.draft_link.revoke"


def refuse_unless_editor(review: ReviewPage, user: Any) -> None:
    """Raise `PermissionDenied` for who may not edit the review."""
    if not review.permissions_for_user(user).can_edit():
        raise PermissionDenied


class OfReview(WagtailAdminTemplateMixin):
    """A view of one review's links, for those who may edit it."""

    request: HttpRequest
    kwargs: dict[str, Any]
    header_icon = "link"

    @cached_property
    def review(self) -> ReviewPage:
        return get_object_or_404(ReviewPage, pk=self.kwargs["review_id"])

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        refuse_unless_editor(self.review, request.user)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    @property
    def list_url(self) -> str:
        return reverse("drafts:links", args=[self.review.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = get_breadcrumbs_items_for_page(self.review, self.request.user)
        links = {"url": self.list_url, "label": "Draft links"}
        own = [] if self.request.path == self.list_url else [links]
        return [*above, *own, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(review=self.review, **kwargs)


class DraftLinksView(OfReview, TemplateView):
    """The links of a review: for whom, until when, how often opened."""

    template_name = "writing/admin/draft_links.html"
    page_title = "Draft links"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            (link, public_address(self.request, link.get_absolute_url()))
            for link in self.review.draft_links.for_listing()
        ]
        return super().get_context_data(rows=rows, **kwargs)


class CreateDraftLinkView(OfReview, FormView):
    """Makes a link; its address stands in the list from then on."""

    template_name = "writing/admin/draft_link_form.html"
    form_class = DraftLinkForm
    page_title = "New draft link"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "review": self.review}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"submit_button_label": "Make the link"}
        words["submit_button_active_label"] = "Making the link…"
        return super().get_context_data(**words, **kwargs)

    def form_valid(self, form: DraftLinkForm) -> HttpResponse:
        link = form.link()
        link.created_by = cast(User, self.request.user)
        with transaction.atomic():
            link.save()
            noted(link, CREATED, self.request.user)
        text = f"The link for {link.recipient} is made: copy its address below."
        messages.success(self.request, text)
        return redirect(self.list_url)


class RevokeDraftLinkView(OfReview, TemplateView):
    """Asks, and then closes a link for good."""

    template_name = "writing/admin/draft_link_revoke.html"
    page_title = "Revoke draft link"

    @cached_property
    def link(self) -> DraftLink:
        return get_object_or_404(
            DraftLink.objects.select_related("review"), pk=self.kwargs["link_id"]
        )

    @cached_property
    def review(self) -> ReviewPage:
        return self.link.review

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            link=self.link, list_url=self.list_url, **kwargs
        )

    def post(self, request: HttpRequest, link_id: int) -> HttpResponse:
        with transaction.atomic():
            if self.link.revoke():
                noted(self.link, REVOKED, request.user)
        text = f"The link for {self.link.recipient} opens nothing any more."
        messages.success(request, text)
        return redirect(self.list_url)


def noted(link: DraftLink, action: str, user: Any) -> None:
    """Write into the review's history what was done with a link, and by whom."""
    data = {"recipient": link.recipient, "link": link.pk}
    log(link.review, action, user=cast(AbstractBaseUser, user), data=data)
