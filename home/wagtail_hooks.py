"""What Wagtail tells us of itself."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from home.health.answering import current
from home.security.second_factor.panel import SecondFactorPanel


@hooks.register("before_serve_page")
def note_the_kind_of_page(page: Page, request: HttpRequest, *args: Any) -> None:
    """All pages are answered by one view: logs and metrics tell them by their kind."""
    if answering := current():
        answering.page = type(page).__name__


hooks.register("register_account_settings_panel", SecondFactorPanel)
