"""What a review may be found under, and the sets of reviews under each value."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db.models import Q
from django.utils.text import slugify

from search.models import Facet, Indexed, Passage
from search.sets import packed, set_of, unpacked
from writing.models import ReviewPage, SeriesEntry, SeriesPage
from writing.rendering.typography import curled
from writing.verdicts import Verdict

YEAR = re.compile(r"(?:\b(?:19|20)\d{2}|['’]\d{2})\b")
LONGEST_VALUE = 100
LISTED = ("review", "series", "series__slug", "series__title")
Key = tuple[str, str]
Labels = dict[Key, str]


class Series(NamedTuple):
    """A public series that lists a review."""

    slug: str
    title: str


def facets_of(
    review: ReviewPage, passages: Iterable[Passage], series: Iterable[Series]
) -> Labels:
    """By kind and value, the labels of what a public review may be found under."""
    kind = Facet.Kind
    labels: Labels = {(kind.PUBLIC, "public"): "Public"}
    labels |= {(kind.TAG, tag.slug): curled(tag.name) for tag in review.tag_list}
    labels |= {(kind.VENUE, slug): name for slug, name in _venues(review.paper.venue)}
    labels[kind.YEAR, str(review.paper.year)] = str(review.paper.year)
    verdicts = {passage.verdict for passage in passages if passage.verdict}
    labels |= {(kind.VERDICT, one): Verdict(one).label for one in verdicts}
    for path in series:
        key = (kind.SERIES, path.slug[:LONGEST_VALUE])
        labels.setdefault(key, curled(path.title))
    return {(str(one), value): label for (one, value), label in labels.items()}


def venue_of(printed: str) -> str:
    """A venue without its year: “OSDI '04” as “OSDI”."""
    name = " ".join(YEAR.sub(" ", printed).split()).strip(" ,")
    return name or printed.strip()


def venue_slug(printed: str) -> str:
    """By what a venue is asked for: “osdi” for “OSDI '04”; may be empty."""
    name = venue_of(printed)
    return slugify(name) or slugify(name, allow_unicode=True)


def _venues(printed: str) -> Iterator[tuple[str, str]]:
    if slug := venue_slug(printed):
        yield slug, curled(venue_of(printed))


def series_of(keys: Iterable[int]) -> Mapping[int, list[Series]]:
    """By review, the public series that list it."""
    entries = SeriesEntry.objects.filter(review__in=keys)
    listed = list(entries.order_by("series__title", "series").values_list(*LISTED))
    # Asked apart: in one query SQLite would look at every page of the site.
    series = SeriesPage.objects.filter(pk__in={number for _, number, *_ in listed})
    public = set(series.published().values_list("pk", flat=True)) if listed else set()
    found: dict[int, list[Series]] = defaultdict(list)
    for key, number, slug, title in listed:
        if number in public:
            found[key].append(Series(slug, title))
    return found


def regroup(before: Mapping[int, Labels], after: Mapping[int, Labels]) -> None:
    """Bring the stored sets from what reviews were found under to what they are now.

    The labels now must be stored already, in `Indexed`.
    """
    touched = {
        facet
        for key in before.keys() | after.keys()
        for facet, _ in before.get(key, {}).items() ^ after.get(key, {}).items()
    }
    if not touched:
        return
    rows = _stored(touched)
    for facet in sorted(touched):
        row = rows.setdefault(facet, Facet(kind=facet[0], value=facet[1], members=b""))
        gone = set_of(key for key, labels in before.items() if facet in labels)
        come = set_of(key for key, labels in after.items() if facet in labels)
        row.members = packed(unpacked(row.members) & ~gone | come)
    _label(rows)
    Facet.objects.filter(
        pk__in=[row.pk for row in rows.values() if row.pk and not row.members]
    ).delete()
    Facet.objects.bulk_create(
        [row for row in rows.values() if row.members],
        update_conflicts=True,
        unique_fields=["kind", "value"],
        update_fields=["label", "members"],
    )


def _stored(facets: Iterable[Key]) -> dict[Key, Facet]:
    values: dict[str, list[str]] = defaultdict(list)
    for kind, value in facets:
        values[kind].append(value)
    asked = Q()
    for kind, known in values.items():
        asked |= Q(kind=kind, value__in=known)
    return {(row.kind, row.value): row for row in Facet.objects.filter(asked)}


def _label(rows: Mapping[Key, Facet]) -> None:
    """Print each value as the first of its reviews does: others may spell it apart."""
    first = {
        facet: _lowest(unpacked(row.members))
        for facet, row in rows.items()
        if row.members
    }
    told = Indexed.objects.filter(pk__in=set(first.values()))
    labels = {
        key: labels_in(facets) for key, facets in told.values_list("pk", "facets")
    }
    for facet, key in first.items():
        # A damaged index is no reason to refuse a publish.
        rows[facet].label = labels.get(key, {}).get(facet, rows[facet].label)


def _lowest(members: int) -> int:
    return (members & -members).bit_length() - 1


def labels_in(stored: Iterable[tuple[str, str, str]]) -> Labels:
    """What `listed` wrote down."""
    return {(kind, value): label for kind, value, label in stored}


def listed(labels: Labels) -> list[list[str]]:
    """The labels as `Indexed` holds them."""
    return sorted([kind, value, label] for (kind, value), label in labels.items())
