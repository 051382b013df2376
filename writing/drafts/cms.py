"""Where draft links stand in the CMS: addresses, menu, buttons, history."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page, PageLogEntry

from writing.drafts.comment_views import DraftCommentsView, comments_for, mark, may_read
from writing.drafts.link_views import (
    CREATED,
    REVOKED,
    CreateDraftLinkView,
    DraftLinksView,
    RevokeDraftLinkView,
)
from writing.models import ReviewPage

LINKS = "<int:review_id>/draft-links"
COMMENT = "draft-comments/<int:comment_id>"

urlpatterns = [
    path(f"{LINKS}/", DraftLinksView.as_view(), name="links"),
    path(f"{LINKS}/new/", CreateDraftLinkView.as_view(), name="create"),
    path(
        "draft-links/<int:link_id>/revoke/",
        RevokeDraftLinkView.as_view(),
        name="revoke",
    ),
    path("draft-comments/", DraftCommentsView.as_view(), name="comments"),
    path(f"{COMMENT}/done/", mark, {"done": True}, name="done"),
    path(f"{COMMENT}/reopen/", mark, {"done": False}, name="reopen"),
]


def draft_urls() -> list[URLResolver]:
    """Links to drafts, and what their readers said."""
    return [path("reviews/", include((urlpatterns, "drafts")))]


def draft_buttons(
    page: Page, user: AbstractBaseUser, next_url: str | None = None, view_name: str = ""
) -> Iterator[Button]:
    """Among a review's actions: who may read its drafts without an account."""
    is_review = page.specific_class is ReviewPage
    if is_review and page.permissions_for_user(user).can_edit():
        url = reverse("drafts:links", args=[page.pk])
        yield Button("Draft links", url, icon_name="link", priority=75)


class DraftCommentsItem(MenuItem):
    """The way to the comments, with the number of open ones."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        count = comments_for(request.user).open().count()
        label = f"{self.label} ({count})" if count else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


def draft_comments_item() -> DraftCommentsItem:
    """In the main menu, below the papers."""
    url = reverse("drafts:comments")
    return DraftCommentsItem("Draft comments", url, icon_name="comment", order=160)


class LinkCreated(LogFormatter):
    """A link was made."""

    label = "Make a draft link"

    def format_message(self, log_entry: PageLogEntry) -> str:
        return f"Made a draft link for {log_entry.data['recipient']}"


class LinkRevoked(LogFormatter):
    """A link was revoked."""

    label = "Revoke a draft link"

    def format_message(self, log_entry: PageLogEntry) -> str:
        return f"Revoked the draft link for {log_entry.data['recipient']}"


def draft_log_actions(actions: LogActionRegistry) -> None:
    """What the history of a review tells of its links."""
    actions.register_action(CREATED)(LinkCreated)
    actions.register_action(REVOKED)(LinkRevoked)
