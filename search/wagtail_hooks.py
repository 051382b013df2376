"""The search in the CMS: what was not found, synonyms, and promoted results."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from search.desk import SearchReport, UnansweredSearches
from search.models import Synonym
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


class SynonymViewSet(ModelViewSet):
    """Groups of words and phrases that mean the same."""

    model = Synonym
    icon = "list-ul"
    menu_label = "Synonyms"
    menu_order = 890
    add_to_settings_menu = True
    url_prefix = "synonyms"
    form_fields = ["phrases"]
    list_display = ["phrases"]
    search_fields = ["phrases"]
    ordering = ["phrases"]
    copy_view_enabled = False
    add_to_reference_index = False


@hooks.register("register_admin_viewset")
def synonym_viewset() -> ModelViewSet:
    """Beside the promoted results in the settings."""
    return SynonymViewSet("synonyms")


@hooks.register("construct_reports_menu")
def leave_out_search_terms(request: HttpRequest, items: list[MenuItem]) -> None:
    """What readers look for is not counted, so Wagtail's report would stay empty."""
    items[:] = [item for item in items if item.name != "search-terms"]
