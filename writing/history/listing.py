"""The history of a review: versions that count are labelled, the rest is folded.

Drafts save themselves, so a long sitting leaves many versions. Those of one person that
follow each other, and that nobody submitted or published, are one line; it opens.
"""

from bisect import bisect_left
from collections import defaultdict
from typing import Any

import django_filters
from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import Lead
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.history import PageHistoryFilterSet, PageHistoryView
from wagtail.models import Page, PageLogEntry

from writing.history.labels import labels_of

SAVED = "wagtail.edit"
SETTLED, EVERY = "settled", "every"


class ReviewHistoryFilterSet(PageHistoryFilterSet):
    """Which versions are listed."""

    versions = django_filters.ChoiceFilter(
        label="Versions",
        method="leave",
        widget=RadioSelect,
        empty_label="Consecutive saves in one line",
        choices=[
            (SETTLED, "Submitted, published and scheduled only"),
            (EVERY, "Every save by itself"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What a choice that can't be made finds.
        self.found = self.queryset.none()

    def leave(
        self, queryset: "QuerySet[PageLogEntry]", name: str, value: str
    ) -> "QuerySet[PageLogEntry]":
        """The queryset for a choice; `filter_queryset` folds where there is none."""
        return queryset.filter(is_settled=True) if value == SETTLED else queryset

    def filter_queryset(
        self, queryset: "QuerySet[PageLogEntry]"
    ) -> "QuerySet[PageLogEntry]":
        self.found = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("versions"):
            return self.found
        return self.found.filter(is_folded=False)


class VersionColumn(Column):
    """A version's labels, and the saves that are folded into its line."""

    cell_template_name = "writing/admin/version_cell.html"

    def __init__(self, name: str, view: "ReviewHistoryView", **kwargs: Any) -> None:
        super().__init__(name, accessor="pk", **kwargs)
        self.view = view

    def get_cell_context_data(
        self, instance: PageLogEntry, parent_context: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(
            instance, parent_context
        )
        labels = self.view.labels.get(instance.revision_id, [])
        return {
            **context,
            "labels": labels if instance.action != "wagtail.publish" else [],
            "saves": self.view.folded[instance.pk],
        }


class ReviewHistoryView(PageHistoryView):
    """The history of a review, in a fixed number of queries."""

    filterset_class = ReviewHistoryFilterSet

    @cached_property
    def columns(self) -> list[Column]:
        action, *others = super().columns
        return [action, VersionColumn("version", self, label="Version"), *others]

    @cached_property
    def labels(self) -> dict[int, list[str]]:
        """The labels of the review's versions."""
        return labels_of(self.object)

    def get_base_queryset(self) -> "QuerySet[PageLogEntry]":
        return with_folds(super().get_base_queryset(), list(self.labels))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        self.listed = list(context["object_list"])
        return context

    @cached_property
    def folded(self) -> dict[int, list[dict[str, str]]]:
        """By the entry in whose line they are, the saves that have none."""
        found: dict[int, list[dict[str, str]]] = defaultdict(list)
        if not self.listed or self.filters.form.cleaned_data.get("versions"):
            return found
        heads = sorted(self.listed, key=lambda entry: (entry.timestamp, entry.pk))
        times = [(entry.timestamp, entry.pk) for entry in heads]
        saves = self.filters.found.filter(
            is_folded=True, timestamp__lte=heads[-1].timestamp
        )
        for save in saves.order_by("-timestamp", "-pk")[:MOST_SAVES]:
            place = bisect_left(times, (save.timestamp, save.pk))
            if place < len(heads) and heads[place].user_id == save.user_id:
                found[heads[place].pk].append(save_of(self.object, save))
        return found


# Of those that are folded into the lines of one page, these many are looked up.
MOST_SAVES = 500


def with_folds(
    entries: "QuerySet[PageLogEntry]", labelled: list[int]
) -> "QuerySet[PageLogEntry]":
    """Entries that know whether they are settled, and whether the next covers them."""
    settled = Q(revision__in=labelled, content_changed=True)
    sitting = Case(When(Q(action=SAVED) & ~Q(revision__in=labelled), then=F("user")))
    order = [F("timestamp").asc(), F("pk").asc()]
    return entries.annotate(
        is_settled=Case(
            When(settled, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
        sitting=sitting,
        next_sitting=Window(Lead("sitting"), order_by=order),
        is_folded=Case(
            When(sitting=F("next_sitting"), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
    )


def save_of(page: Page, entry: PageLogEntry) -> dict[str, Any]:
    """A folded save: when it was, and the ways to it."""
    key = entry.revision_id
    names = {
        "view_url": ("revisions_view", [page.pk, key]),
        "revert_url": ("revisions_revert", [page.pk, key]),
        "compare_url": ("revisions_compare", [page.pk, key, "latest"]),
    }
    urls = {
        name: reverse(f"wagtailadmin_pages:{view}", args=args)
        for name, (view, args) in names.items()
        if key
    }
    return {"timestamp": entry.timestamp, **urls}
