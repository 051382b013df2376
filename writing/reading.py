"""What a review's page shows beside the review's own fields."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import HttpRequest

from writing.publication import claims_of, rendering_of, stored_rendering
from writing.rendering.document import RenderedBody
from writing.verdicts import Verdict

if TYPE_CHECKING:
    from writing.models import Claim, Rendered, ReviewPage, SeriesPage

RELATED = 3


@dataclass(frozen=True)
class Body:
    """A body as the page prints it, whether stored or drawn for a preview."""

    blocks: list[dict[str, str]]
    contents: list[dict[str, Any]]
    bibliography: list[dict[str, Any]]
    claims: list["Claim"]
    has_maths: bool

    @property
    def block_types(self) -> list[str]:
        """The kinds of block on the page, for their style sheets."""
        return sorted({block["type"] for block in self.blocks})

    @property
    def tally(self) -> list[tuple[Verdict, int]]:
        """How many claims stand at each step of the scale."""
        verdicts = [claim.verdict for claim in self.claims]
        return [(verdict, verdicts.count(verdict)) for verdict in Verdict]


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
    """The template context of a review: rendered body, series, related reviews."""
    return {
        "rendered": body_of(review, preview=getattr(request, "is_preview", False)),
        "series_steps": steps_of(review),
        "related": related_to(review),
    }


def body_of(review: "ReviewPage", *, preview: bool) -> Body:
    """The stored rendering; for a preview, or where there is none, one in memory."""
    stored = stored_rendering(review)
    if stored and not preview:
        return _body(stored, list(review.claims.all()))
    drawn = rendering_of(review, stored)
    return _body(drawn, claims_of(review, drawn.bibliography))


def _body(drawn: "Rendered | RenderedBody", claims: list["Claim"]) -> Body:
    return Body(
        blocks=drawn.blocks,
        contents=drawn.contents,
        bibliography=drawn.bibliography,
        claims=claims,
        has_maths=drawn.has_maths,
    )


def steps_of(review: "ReviewPage") -> list[Step]:
    """The review's places in public series, counted over their public reviews."""
    if not review.pk:
        return []
    series_model = apps.get_model("writing", "SeriesPage")
    found = series_model.objects.filter(entries__review=review.pk).published()
    steps = []
    for series, entries in found.with_reviews():
        ids = [entry.pk for entry in entries]
        if review.pk in ids:
            steps.append(Step(series, entries, ids.index(review.pk) + 1))
    return steps


def related_to(review: "ReviewPage") -> list["ReviewPage"]:
    """The nearest public reviews by paper and tags."""
    reviews = apps.get_model("writing", "ReviewPage").objects.published().for_cards()
    return list(reviews.related_to(review)[:RELATED])
