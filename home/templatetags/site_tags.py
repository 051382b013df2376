"""What the frame shows on every page."""

from dataclasses import dataclass
from typing import Any

from django import template
from wagtail.models import Page, Site

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
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if request is None or site is None:
        return []
    pages = PublicPageQuerySet(Page).child_of(site.root_page).live().public().in_menu()
    return [
        MenuItem(page.title, url, request.path.startswith(url))
        for page in pages
        if (url := page.get_url(request))
    ]
