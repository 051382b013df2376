"""Where the texts of papers, the quote check and the queue are found in the CMS."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.views.snippets import EditView

from writing.models import Paper, ReviewPage
from writing.versions import stale_views, text_views
from writing.versions.quote_views import QuoteCheckView
from writing.versions.storing import REMOVED, STORED

text_urls = [
    path(
        "<int:paper_id>/texts/",
        text_views.PaperTextsView.as_view(),
        name="list",
    ),
    path("texts/<int:text_id>/file/", text_views.download_text, name="download"),
    path(
        "texts/<int:text_id>/remove/",
        text_views.RemoveTextView.as_view(),
        name="remove",
    ),
]
stale_urls = [
    path("", stale_views.StaleClaimsView.as_view(), name="list"),
    path("done/", stale_views.mark_done, name="done"),
]


def version_urls() -> list[Any]:
    """Every address of this package."""
    return [
        path("papers/", include((text_urls, "paper_texts"))),
        path("reviews/stale-claims/", include((stale_urls, "stale_claims"))),
        path(
            "reviews/<int:review_id>/quotes/",
            QuoteCheckView.as_view(),
            name="quote_check",
        ),
    ]


def quote_check_button(
    page: Page, user: AbstractBaseUser, next_url: str | None = None, view_name: str = ""
) -> Iterator[Button]:
    """Among the actions of a review."""
    if page.specific_class is ReviewPage and page.permissions_for_user(user).can_edit():
        url = reverse("quote_check", args=[page.pk])
        yield Button("Quote check", url, icon_name="openquote", priority=75)


def texts_button(
    paper: Any, user: Any, next_url: str | None = None
) -> Iterator[Button]:
    """Among the actions of a paper."""
    if isinstance(paper, Paper) and user.has_perm("writing.change_paper"):
        url = reverse("paper_texts:list", args=[paper.pk])
        yield Button("Texts of versions", url, icon_name="doc-full", priority=15)


class PaperEditView(EditView):
    """Leads to the stored texts of the paper's versions."""

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons = [*super().header_more_buttons]
        return [*buttons, *texts_button(self.object, self.request.user)]


class StaleClaimsMenuItem(MenuItem):
    """The queue, with how much is open in it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return stale_views.may_edit_reviews(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        component = super().render_component(request)
        if count := stale_views.open_for(request.user).count():
            component.label = f"{self.label} ({count})"
        return component


def stale_claims_menu_item() -> StaleClaimsMenuItem:
    """Among the reports' neighbours in the main menu."""
    return StaleClaimsMenuItem(
        "Newer versions",
        reverse("stale_claims:list"),
        name="stale-claims",
        icon_name="history",
        order=160,
    )


def arrival_script() -> SafeString:
    """Links from these lists end at the block that they name."""
    return format_html('<script src="{}"></script>', static("writing/admin/arrive.js"))


def name_log_actions(actions: LogActionRegistry) -> None:
    """What the history of a paper says of its texts."""
    for name, words in ((STORED, "Text stored"), (REMOVED, "Text removed")):
        actions.register_action(name, words, words)
