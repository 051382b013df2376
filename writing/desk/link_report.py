"""The outside addresses of live reviews, and which of them answer."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.permission_policies.pages import PagePermissionPolicy

from writing.desk.reporting import DeskReport
from writing.desk.rows import edit_url
from writing.desk.soundness import brief, links_of
from writing.models import LinkState, OutsideLink, ReviewPage


class LinkFilters(WagtailFilterSet):
    """By what is known of the address."""

    state = django_filters.ChoiceFilter(choices=LinkState.choices, label="State")

    class Meta:
        model = OutsideLink
        fields: list[str] = []


class PlacesColumn(Column):
    """Where an address stands, each place a link to it in the editor."""

    cell_template_name = "writing/admin/desk/places_cell.html"


def places_of(link: Any) -> list[tuple[str, str]]:
    """Each place of an address, with where it is edited."""
    return [
        (f"{use.review.title}: {use.place}", edit_url(use.review_id, use.block))
        for use in link.shown
    ]


class LinkReport(DeskReport):
    """Outside addresses of the reviews that the person may edit."""

    model = OutsideLink
    page_title = "Outside links"
    header_icon = "link-external"
    filterset_class = LinkFilters
    index_url_name = "desk:links"
    index_results_url_name = "desk:links_results"
    export_filename = "links"
    default_ordering = "-first_failed_at"
    is_searchable = True
    search_fields = ["url"]
    verbose_name_plural = "addresses"
    columns = [
        TitleColumn(
            "url",
            label="Address",
            accessor=lambda link: brief(link.url),
            get_url=lambda link: link.url,
            link_attrs={"rel": "noreferrer", "target": "_blank"},
        ),
        Column("state", label="State", accessor="get_state_display", sort_key="state"),
        Column("reason", label="Why"),
        DateColumn("first_failed_at", label="Fails since", sort_key="first_failed_at"),
        DateColumn("checked_at", label="Checked", sort_key="checked_at"),
        PlacesColumn("places", label="Where", accessor=places_of),
    ]
    list_export = [
        *("url", "get_state_display", "reason"),
        *("first_failed_at", "checked_at", "places"),
    ]
    export_headings = {
        "url": "Address",
        "get_state_display": "State",
        "reason": "Why",
        "first_failed_at": "Fails since",
        "checked_at": "Checked",
        "places": "Where",
    }

    # Who may edit pages sees the links of those.
    permission_policy = PagePermissionPolicy(ReviewPage)
    any_permission_required = ["add", "change", "publish"]

    def get_base_queryset(self) -> QuerySet[OutsideLink]:
        return links_of(self.request.user)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        places = "; ".join(place for place, _ in places_of(item))
        values = [
            *(item.url, item.get_state_display(), item.reason),
            *(item.first_failed_at, item.checked_at, places),
        ]
        return dict(zip(self.list_export, values, strict=True))
