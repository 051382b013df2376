"""The vocabulary: how much each tag is used, and which other looks like its twin."""

from typing import Any

import django_filters
from django.db.models import Count, Max, Q, QuerySet
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from writing.desk.reporting import DeskReport
from writing.desk.twins import may_merge, twins
from writing.models import ReviewTag


class TagFilters(WagtailFilterSet):
    """By whether any live review has the tag."""

    used = django_filters.BooleanFilter(label="In use", method="by_use")

    class Meta:
        model = ReviewTag
        fields: list[str] = []

    def by_use(self, found: Any, name: str, value: bool) -> Any:
        return found.filter(live_count__gt=0) if value else found.filter(live_count=0)


class TwinsColumn(Column):
    """The tags that look like this one, each a link to where they are merged."""

    cell_template_name = "writing/admin/desk/twins_cell.html"


class TagReport(DeskReport):
    """Every tag with its use; who may merge tags is shown the twins."""

    model = ReviewTag
    page_title = "Tags"
    header_icon = "tag"
    filterset_class = TagFilters
    index_url_name = "desk:tags"
    index_results_url_name = "desk:tags_results"
    export_filename = "tags"
    default_ordering = "name"
    is_searchable = True
    search_fields = ["name", "description"]
    verbose_name_plural = "tags"
    any_permission_required = ["change", "delete"]
    columns = [
        TitleColumn(
            "name", label="Tag", url_name="wagtailsnippets_writing_reviewtag:edit"
        ),
        Column("description", label="Line"),
        Column("live_count", label="Live reviews", sort_key="live_count"),
        Column("draft_count", label="Drafts", sort_key="draft_count"),
        DateColumn("last_used", label="Last published", sort_key="last_used"),
        TwinsColumn("twins", label="Looks like"),
    ]
    list_export = [
        *("name", "slug", "description", "live_count", "draft_count"),
        *("last_used", "twins"),
    ]
    export_headings = {
        "name": "Tag",
        "slug": "Address",
        "description": "Line",
        "live_count": "Live reviews",
        "draft_count": "Drafts",
        "last_used": "Last published",
        "twins": "Looks like",
    }

    def get_base_queryset(self) -> QuerySet[ReviewTag]:
        of_live = Q(tagged_reviews__content_object__live=True)
        return ReviewTag.objects.annotate(
            live_count=Count("tagged_reviews", filter=of_live),
            draft_count=Count("tagged_reviews", filter=~of_live),
            last_used=Max(
                "tagged_reviews__content_object__published_on", filter=of_live
            ),
        )

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        """Each tag with its twins, for who may merge them."""
        pairs = twins() if may_merge(self.request.user) else []
        tags = list(object_list)
        for tag in tags:
            tag.twins = [
                (pair.second if pair.first == tag else pair.first, pair)
                for pair in pairs
                if tag in pair[:2]
            ]
        return tags

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        twin_names = "; ".join(other.name for other, _ in item.twins)
        row = {field: getattr(item, field) for field in self.list_export}
        return {**row, "twins": twin_names}
