"""How editors are told what readers looked for and did not find."""

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.permission_policies.pages import PagePermissionPolicy

from search.models import Unanswered
from search.unanswered import asked_for
from writing.desk.reporting import DeskReport
from writing.desk.rows import DeskPanel, Listed, Row, first
from writing.models import ReviewPage


def search_url(phrase: str) -> str:
    """Where one sees whether a phrase finds something by now."""
    return f"{reverse('search')}?{urlencode({'q': phrase})}"


class UnansweredSearches(DeskPanel):
    """The commonest phrases that found nothing."""

    name = "unanswered_searches"
    heading = "Searches without results"
    icon = "search"
    order = 235

    def listed(self, user: Any) -> Listed:
        phrases, total = first(asked_for())
        rows = [
            Row(
                title=phrase["phrase"],
                url=search_url(phrase["phrase"]),
                says=f"{phrase['times']} time{'' if phrase['times'] == 1 else 's'}",
                when=phrase["last_asked"],
            )
            for phrase in phrases
        ]
        return Listed(rows, total, reverse("search_desk:searches"))


class SearchFilters(WagtailFilterSet):
    """By the days on which a phrase was asked for."""

    day = django_filters.DateFromToRangeFilter(
        label="Asked", widget=DateRangePickerWidget
    )

    class Meta:
        model = Unanswered
        fields = ["day"]


class SearchReport(DeskReport):
    """Every phrase that found nothing, and how often."""

    model = Unanswered
    page_title = "Searches without results"
    header_icon = "search"
    filterset_class = SearchFilters
    index_url_name = "search_desk:searches"
    index_results_url_name = "search_desk:searches_results"
    export_filename = "searches-without-results"
    default_ordering = ("-times", "-last_asked", "phrase")
    is_searchable = True
    search_fields = ["phrase"]
    verbose_name_plural = "searches"
    # Who may edit pages may know what is missed in them.
    permission_policy = PagePermissionPolicy(ReviewPage)
    any_permission_required = ["add", "change", "publish"]
    columns = [
        TitleColumn(
            "phrase",
            label="Phrase",
            accessor=lambda row: row["phrase"],
            get_url=lambda row: search_url(row["phrase"]),
            sort_key="phrase",
        ),
        Column("times", accessor=lambda row: row["times"], sort_key="times"),
        DateColumn(
            "first_asked",
            label="First asked",
            accessor=lambda row: row["first_asked"],
            sort_key="first_asked",
        ),
        DateColumn(
            "last_asked",
            label="Last asked",
            accessor=lambda row: row["last_asked"],
            sort_key="last_asked",
        ),
    ]
    list_export = ["phrase", "times", "first_asked", "last_asked"]
    export_headings = {
        "phrase": "Phrase",
        "times": "Times",
        "first_asked": "First asked",
        "last_asked": "Last asked",
    }

    def get_base_queryset(self) -> QuerySet[Any, Any]:
        return asked_for()

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        return {field: item[field] for field in self.list_export}
