"""Searches without results in the CMS: a panel of the desk, and a report."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.desk import SearchReport, UnansweredSearches
from writing.desk.rights import may_edit_pages


class SearchesMenuItem(MenuItem):
    """The report, for who may edit some page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_edit_pages(request.user)


@hooks.register("construct_homepage_panels")
def lay_searches(request: HttpRequest, panels: list[Any]) -> None:
    """Beside the panels of the writing."""
    if may_edit_pages(request.user):
        panels.append(UnansweredSearches())


@hooks.register("register_admin_urls")
def search_urls() -> list[URLResolver]:
    """Among the reports of the desk."""
    views = [
        path("", SearchReport.as_view(), name="searches"),
        path(
            "results/",
            SearchReport.as_view(results_only=True),
            name="searches_results",
        ),
    ]
    return [path("reports/desk/searches/", include((views, "search_desk")))]


@hooks.register("register_reports_menu_item")
def searches_item() -> MenuItem:
    """The report in the menu."""
    url = reverse("search_desk:searches")
    label = "Searches without results"
    return SearchesMenuItem(label, url, icon_name="search", order=130)
