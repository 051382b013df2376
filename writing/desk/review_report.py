"""How each review stands: state, claims, words, gate, age and version, in one list."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
)
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn

from writing.desk.checking import CHANGED, HAS_DRAFT, with_checks
from writing.desk.drafts import is_mine
from writing.desk.reporting import DeskReport
from writing.desk.rights import editable_reviews, is_scheduled, is_submitted
from writing.desk.rows import edit_url
from writing.desk.soundness import is_stale, with_readings
from writing.models import ReviewPage, Standing
from writing.models.standings import counted
from writing.querysets import ReviewQuerySet
from writing.verdicts import Verdict

# Asked for when a report is: two of them look up the content type of pages.
STATES: dict[str, Callable[[], Q]] = {
    "live": lambda: Q(live=True),
    "draft": lambda: HAS_DRAFT,
    "submitted": lambda: Q(is_submitted()),
    "scheduled": lambda: Q(is_scheduled()) | Q(live=True, expire_at__isnull=False),
}
GATE = {
    "errors": Q(errors__gt=0),
    "warnings": Q(warnings__gt=0),
    "clean": Q(errors=0, warnings=0),
    "changed": CHANGED,
}
READING = {"newer": Q(newest_version__isnull=False), "stale": Q(live=True)}


class ReviewFilters(WagtailFilterSet):
    """By state, by what the gate found, by age, and one's own."""

    state = django_filters.ChoiceFilter(
        label="State",
        method="by_state",
        choices=[
            ("live", "Live"),
            ("draft", "With a draft"),
            ("submitted", "In moderation"),
            ("scheduled", "Scheduled"),
        ],
    )
    gate = django_filters.ChoiceFilter(
        label="Gate",
        method="by_gate",
        choices=[
            ("errors", "Errors"),
            ("warnings", "Warnings"),
            ("clean", "Nothing found"),
            ("changed", "Changed since the check"),
        ],
    )
    reading = django_filters.ChoiceFilter(
        label="Reading",
        method="by_reading",
        choices=[
            ("newer", "The paper has a newer version"),
            ("stale", "Newer version, or not revised for long"),
        ],
    )
    mine = django_filters.BooleanFilter(label="Mine", method="by_owner")

    class Meta:
        model = ReviewPage
        fields: list[str] = []

    def by_state(self, found: Any, name: str, value: str) -> Any:
        return found.filter(STATES[value]())

    def by_gate(self, found: Any, name: str, value: str) -> Any:
        return found.filter(GATE[value])

    def by_reading(self, found: Any, name: str, value: str) -> Any:
        narrowed = found.filter(READING[value])
        return narrowed.filter(is_stale()) if value == "stale" else narrowed

    def by_owner(self, found: Any, name: str, value: bool) -> Any:
        mine = is_mine(self.request.user)
        return found.filter(mine) if value else found.exclude(mine)


def claims_of(review: Any) -> str:
    """“2 holds, 1 overstated”: the claims of the live text, by verdict."""
    counts = [(Verdict(verdict), count) for verdict, count in review.tally if count]
    return ", ".join(f"{count} {verdict.label.lower()}" for verdict, count in counts)


def words_of(review: Any) -> int | None:
    """The length of the live text."""
    return review.rendered.words if hasattr(review, "rendered") else None


def gate_of(review: Any) -> str:
    """What the gate found in the newest text, and whether that is of now."""
    if review.errors is None:
        return "not checked"
    said = counted(review.errors, review.warnings)
    return f"{said} (changed since)" if review.is_changed else said


def versions_of(review: Any) -> str:
    """“read v1, v3 is newer”."""
    newer = review.newest_version
    read = f"read {review.read_version}" if review.read_version else ""
    return f"{read}, {newer} is newer" if newer else read


class ReviewReport(DeskReport):
    """The standing of every review that the person may edit."""

    model = ReviewPage
    page_title = "Reviews"
    header_icon = "doc-full"
    filterset_class = ReviewFilters
    index_url_name = "desk:reviews"
    index_results_url_name = "desk:reviews_results"
    export_filename = "reviews"
    any_permission_required = ["add", "change", "publish"]
    default_ordering = "title"
    verbose_name_plural = "reviews"
    columns = [
        TitleColumn(
            "title",
            label="Title",
            accessor="get_admin_display_title",
            get_url=lambda review: edit_url(review.pk),
            sort_key="title",
        ),
        Column("paper", label="Paper", accessor="paper.short_title"),
        PageStatusColumn("status", label="Status"),
        Column("claims", label="Claims", accessor=claims_of),
        Column("words", label="Words", accessor=words_of, sort_key="rendered__words"),
        Column("gate", label="Gate", accessor=gate_of, sort_key="errors"),
        DateColumn("looked_at", label="Last revised", sort_key="looked_at"),
        Column("versions", label="Version", accessor=versions_of),
    ]
    list_export = [
        "title",
        "paper.short_title",
        "status_string",
        *(f"claims_{verdict.name.lower()}" for verdict in Verdict),
        "words",
        "gate_errors",
        "gate_warnings",
        "changed_since_check",
        "looked_at",
        "read_version",
        "newest_version",
        "address",
    ]
    export_headings = {
        "title": "Title",
        "paper.short_title": "Paper",
        "status_string": "Status",
        **{f"claims_{v.name.lower()}": v.label for v in Verdict},
        "words": "Words",
        "gate_errors": "Errors",
        "gate_warnings": "Warnings",
        "changed_since_check": "Changed since the check",
        "looked_at": "Last revised",
        "read_version": "Version read",
        "newest_version": "Newer version",
        "address": "Address",
    }

    def get_base_queryset(self) -> ReviewQuerySet:
        return with_standing(editable_reviews(self.request.user)).for_links()

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        counts = dict(item.tally)
        values = {
            "title": item.get_admin_display_title(),
            "paper.short_title": item.paper.short_title,
            "status_string": item.status_string,
            **{f"claims_{v.name.lower()}": counts.get(v) for v in Verdict},
            "words": words_of(item),
            "gate_errors": item.errors,
            "gate_warnings": item.warnings,
            "changed_since_check": "yes" if item.is_changed else "no",
            "looked_at": item.looked_at,
            "read_version": item.read_version or "",
            "newest_version": item.newest_version or "",
            "address": item.get_full_url(self.request) if item.live else "",
        }
        return {field: values[field] for field in self.list_export}


def with_standing(reviews: ReviewQuerySet) -> ReviewQuerySet:
    """Reviews with what the report says of them, in a fixed number of queries."""
    # A draft before the live text, as the alphabet has it.
    current = Standing.objects.current().filter(review=OuterRef("pk"))
    newest = current.order_by("text")
    known = with_readings(with_checks(reviews)).annotate(
        errors=Subquery(newest.values("errors")[:1]),
        warnings=Subquery(newest.values("warnings")[:1]),
        is_changed=ExpressionWrapper(CHANGED, output_field=BooleanField()),
    )
    return known.prefetch_workflow_states().annotate_approved_schedule()
