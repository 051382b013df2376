"""What a review's page shows beside the review's own fields."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from home.generations import Memory, once
from writing.depths import cut
from writing.previews.modes import mark_blocks
from writing.publication import draw, stored_rendering

if TYPE_CHECKING:
    from writing.models import Rendered, ReviewPage, ReviewTag, SeriesPage

# A row of reviews; papers that stand to this one in a relation may fill a second.
RELATED, MOST_RELATED = 3, 6
# What stands below each review: many, so in no other values' way.
kept_below = Memory(by_host=False)


@dataclass(frozen=True)
class Step:
    """A review's place in one series."""

    series: "SeriesPage"
    entries: list["ReviewPage"]
    number: int

    @property
    def count(self) -> int:
        """How many reviews the series has."""
        return len(self.entries)

    @property
    def previous(self) -> "ReviewPage | None":
        """The review before this one."""
        return self.entries[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> "ReviewPage | None":
        """The review after this one."""
        return self.entries[self.number] if self.number < self.count else None


def context(review: "ReviewPage", request: HttpRequest) -> dict[str, Any]:
    """The template context of a review: rendering, tags, series, related reviews."""
    tags = tags_of(review)
    rendered = rendering_of(review, preview=getattr(request, "is_preview", False))
    if getattr(request, "in_preview_panel", False):
        rendered = mark_blocks(rendered, review)
    return {
        "rendered": rendered,
        "cut": cut(rendered, request.GET.get("depth", ""), review.bottom_line),
        "tags": tags,
        "series_steps": steps_of(review, request),
        "related": related_to(review, tags, request),
    }


def rendering_of(review: "ReviewPage", *, preview: bool) -> "Rendered":
    """The stored rendering; for a preview, or without one, a drawing in memory."""
    stored = stored_rendering(review)
    return stored if stored and not preview else draw(review, stored)


def tags_of(review: "ReviewPage") -> "list[ReviewTag]":
    """The review's tags; those of the unsaved form in a preview."""
    return sorted(review.tags.all(), key=lambda tag: tag.name.casefold())


def steps_of(review: "ReviewPage", request: HttpRequest) -> list[Step]:
    """The review's places in public series, counted over their public reviews."""
    steps = []
    for series, entries in series_with_reviews(request) if review.pk else []:
        ids = [entry.pk for entry in entries]
        if review.pk in ids:
            steps.append(Step(series, entries, ids.index(review.pk) + 1))
    return steps


def series_with_reviews(
    request: HttpRequest | None,
) -> "list[tuple[SeriesPage, list[ReviewPage]]]":
    """Every public series with its public reviews, read once for each generation."""
    series = apps.get_model("writing", "SeriesPage").objects
    return once(request, "series", lambda: series.published().with_reviews())


def related_to(
    review: "ReviewPage", tags: "list[ReviewTag]", request: HttpRequest | None
) -> SafeString:
    """The nearest public reviews, found and drawn once for each generation.

    They are kept by all that decides which they are.
    """
    keys = (review.pk, review.paper_id, *(tag.pk for tag in tags))
    name = f"related to {keys}"
    return once(request, name, lambda: draw_related(review, tags), kept_below)


def draw_related(review: "ReviewPage", tags: "list[ReviewTag]") -> SafeString:
    """The section that shows them; empty where there are none."""
    found = find_related(review, tags)
    if not found:
        return SafeString()
    here = review.paper.short_title if review.paper_id else ""
    shown = {"related": found, "here": here}
    return render_to_string("components/related.html", shown)


def series_box(
    step: Step, here: "ReviewPage", request: HttpRequest | None
) -> SafeString:
    """A series as one of its reviews shows it, drawn once for each generation."""
    shown = {"step": step, "here": here}
    return once(
        request,
        f"series {step.series.pk} at {step.number}",
        lambda: render_to_string("components/series_box.html", shown),
        kept_below,
    )


def find_related(review: "ReviewPage", tags: "list[ReviewTag]") -> "list[ReviewPage]":
    """The nearest public reviews: by paper, by the papers' relations, by tags."""
    reviews = apps.get_model("writing", "ReviewPage").objects.published()
    found = list(reviews.for_related().related_to(review, tags)[:MOST_RELATED])
    typed = sum(bool(one.relation_words) for one in found)
    return found[: max(RELATED, typed)]
