"""What the frame shows on every page."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from wagtail.models import Page, Site

from home.generations import once
from home.querysets import PublicPageQuerySet

register = template.Library()


@dataclass(frozen=True)
class MenuItem:
    """One entry of the main menu."""

    title: str
    url: str
    current: bool


@register.simple_tag(takes_context=True)
def main_menu(context: dict[str, Any]) -> list[MenuItem]:
    """Public pages below the front page that editors put into menus."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    entries = once(request, "main menu", lambda: menu_entries(request))
    return [
        MenuItem(title, url, request.path.startswith(url)) for title, url in entries
    ]


def menu_entries(request: HttpRequest) -> list[tuple[str, str]]:
    """Title and address of each entry of the main menu."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = PublicPageQuerySet(Page).child_of(site.root_page).live().public().in_menu()
    return [(page.title, url) for page in pages if (url := page.get_url(request))]
