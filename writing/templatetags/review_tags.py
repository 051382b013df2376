"""What templates ask of reviews."""

from datetime import date
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString

from home.generations import once
from writing import entries, reading
from writing.corrections import reason_of
from writing.models import Claim, ReviewPage, ReviewTag, WritingIndexPage
from writing.models.pages import kept_tags
from writing.querysets import ReviewQuerySet
from writing.rendering.numbers import grouped
from writing.rendering.typography import curled
from writing.verdicts import Verdict

register = template.Library()
register.filter(grouped)
register.filter("reason", reason_of)

# Tallies that are kept as drawn; none while templates are changed.
TALLIES = 0 if settings.DEBUG else 1000

NUMERALS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"]
NUMERALS += ["Nine", "Ten", "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen"]
NUMERALS += ["Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty"]


@register.filter
def typographic(text: str | None) -> str:
    """Plain text with the quotation marks that Markdown gets; kept as typed."""
    return curled(text or "")


@register.filter
def spelled(number: int) -> str:
    """A count in words up to twenty, capitalised; then in figures."""
    return NUMERALS[number] if number < len(NUMERALS) else str(number)


@register.filter
def verdict(value: str) -> Verdict | None:
    """The verdict of that value with its place on the scale."""
    return Verdict(value) if value in Verdict else None


@register.filter
def day(text: str | None) -> date | None:
    """A day that is stored as text."""
    return parse_date(text or "")


@register.filter
def tally_label(tally: list[tuple[Verdict, int]]) -> str:
    """A tally in words: “9 claims: 2 holds, 1 holds with conditions, …”."""
    total = sum(count for _, count in tally)
    parts = ", ".join(f"{count} {verdict.label.lower()}" for verdict, count in tally)
    return f"{total} claim{'' if total == 1 else 's'}: {parts}"


@register.simple_tag
def verdicts() -> list[Verdict]:
    """The whole scale in order."""
    return list(Verdict)


@register.simple_tag
@cache
def verdict_track(value: str) -> SafeString:
    """A verdict in a row, drawn once: a page of results has thirty."""
    step = {"verdict": verdict(value), "scale": list(Verdict)}
    return render_to_string("components/verdict_track.html", step)


@register.simple_tag
def tally(counts: list[tuple[Verdict, int]], *, stacked: bool = False) -> SafeString:
    """How many claims stand at each step, as one picture; an index has twenty."""
    return drawn_tally(tuple(counts), stacked)


@lru_cache(TALLIES)
def drawn_tally(counts: tuple[tuple[Verdict, int], ...], stacked: bool) -> SafeString:
    """The picture of a tally, drawn once."""
    return render_to_string(
        "components/tally.html", {"tally": counts, "stacked": stacked}
    )


@register.simple_tag(takes_context=True)
def entry(context: Context, review: ReviewPage, level: int) -> SafeString:
    """A review in a list, under a heading of that level."""
    return entries.drawn(entries.entry_of(review), level, writing_url(context))


@register.simple_tag(takes_context=True)
def sidebar(
    context: Context,
    index_url: str,
    current: ReviewTag | None = None,
    total: int | None = None,
) -> SafeString:
    """Series, tags and verdicts to browse by, drawn once for each generation.

    `current` is the tag whose page this is; the index gives its `total` instead.
    """
    request = request_of(context)
    shown = {"index_url": index_url, "current": current, "total": total}
    return once(
        request,
        f"sidebar of tag {current.slug}" if current else "sidebar of the index",
        lambda: render_to_string("components/sidebar.html", shown, request),
    )


@register.simple_tag
def recent_reviews(count: int) -> ReviewQuerySet:
    """The newest public reviews."""
    return ReviewPage.objects.published().for_cards()[:count]


@register.simple_tag(takes_context=True)
def all_series(context: Context) -> list[dict[str, Any]]:
    """Public series, each with its public reviews."""
    return [
        {
            "title": series.title,
            "url": series.get_url(),
            "reviews": reviews,
            "entries_count": len(reviews),
        }
        for series, reviews in reading.series_with_reviews(request_of(context))
    ]


@register.simple_tag(takes_context=True)
def series_box(context: Context, step: reading.Step, here: ReviewPage) -> SafeString:
    """A series below one of its reviews."""
    return reading.series_box(step, here, request_of(context))


@register.simple_tag(takes_context=True)
def all_tags(context: Context) -> list[ReviewTag]:
    """Tags of public reviews, with their counts."""
    return kept_tags(request_of(context))


@register.simple_tag(takes_context=True)
def review_count(context: Context) -> int:
    """How many reviews are public."""
    reviews = ReviewPage.objects.live().public()
    return once(request_of(context), "review count", reviews.count)


@register.simple_tag(takes_context=True)
def verdict_counts(context: Context) -> list[tuple[Verdict, int]]:
    """How many claims of public reviews stand at each step of the scale."""
    return once(request_of(context), "verdict counts", counted_verdicts)


def counted_verdicts() -> list[tuple[Verdict, int]]:
    """The claims of public reviews, counted by verdict."""
    hidden = ReviewPage.objects.hidden().values("pk")
    claims = Claim.objects.exclude(review__in=hidden).order_by()
    counts = dict(claims.values_list("verdict").annotate(count=Count("pk")))
    return [(verdict, counts.get(verdict.value, 0)) for verdict in Verdict]


def request_of(context: Context) -> HttpRequest | None:
    """The request, which an include with `only` has no variable for, but knows."""
    found: HttpRequest | None = getattr(context, "request", None)
    return found


@register.simple_tag(takes_context=True)
def tag_url(context: Context, tag: ReviewTag) -> str:
    """The address of a tag's page, below the Writing index."""
    return f"{writing_url(context)}tags/{tag.slug}/"


@register.simple_tag(takes_context=True)
def writing_url(context: Context) -> str:
    """The address of the Writing index, looked up at most once a request."""
    page = context.get("page")
    if isinstance(page, ReviewPage) and page.url:
        return page.url.removesuffix(f"{page.slug}/")
    request = request_of(context)
    return once(request, "Writing index", lambda: index_url(request))


def index_url(request: HttpRequest | None) -> str:
    """The address of the Writing index; where none is public, that of the search."""
    index = WritingIndexPage.objects.live().first()
    return (index and index.get_url(request)) or reverse("search")
