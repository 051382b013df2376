"""What the site has, as far as an import must know it beforehand."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from writing.bundles.foreign.known import Known
from writing.bundles.library import Library
from writing.bundles.paper_store import record_of
from writing.bundles.records import Bundle, FrontMatter, PaperRecord
from writing.bundles.review_records import text_of
from writing.bundles.series import Series, series_of
from writing.models import Paper, ReviewPage, ReviewTag, SeriesPage, WritingIndexPage
from writing.models.tags import twin_key

Record = TypeVar("Record", PaperRecord, Series)


def known_of(index: WritingIndexPage) -> Known:
    """The site, as a foreign text is read against it."""
    tags = ReviewTag.objects.values_list("name", flat=True)
    papers = list(Paper.objects.values_list("slug", "arxiv_id", "doi"))
    identified = {arxiv: slug for slug, arxiv, _ in papers if arxiv}
    identified |= {doi.lower(): slug for slug, _, doi in papers if doi}

    def review(slug: str) -> FrontMatter | None:
        found = _review(index, slug)
        return found.bundle.front if found else None

    return Known(
        tags={twin_key(name): name for name in tags},
        papers=frozenset(slug for slug, _, _ in papers),
        by_identifier=identified,
        review=review,
    )


@dataclass(frozen=True)
class Version:
    """The newest version of a review, and whether readers see one."""

    bundle: Bundle
    status: str
    page: ReviewPage


@dataclass(frozen=True)
class Kept(Generic[Record]):
    """The newest version of a paper or a series, and whether readers see one."""

    record: Record
    status: str


@dataclass(frozen=True)
class State:
    """What the site says of the things that an upload names."""

    reviews: dict[str, Version] = field(default_factory=dict)
    papers: dict[str, Kept[PaperRecord]] = field(default_factory=dict)
    series: dict[str, Kept[Series]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)


def state_of(library: Library, index: WritingIndexPage) -> State:
    """How these things stand now."""
    state = State()
    for bundle in library.bundles:
        if review := _review(index, bundle.slug):
            state.reviews[bundle.slug] = review
        if paper := Paper.objects.filter(slug=bundle.front.paper_slug).first():
            newest = paper.get_latest_revision_as_object()
            state.papers[paper.slug] = Kept(record_of(newest), _status(paper))
    slugs = [one.slug for one in library.series]
    for page in SeriesPage.objects.child_of(index).filter(slug__in=slugs):
        state.series[page.slug] = Kept(series_of(page, drafts=True), _status(page))
    for name, description in ReviewTag.objects.values_list("name", "description"):
        state.tags[name.casefold()] = description
    return state


def _review(index: WritingIndexPage, slug: str) -> Version | None:
    page = ReviewPage.objects.child_of(index).filter(slug=slug).first()
    if page is None:
        return None
    newest = page.get_latest_revision_as_object()
    return Version(text_of(newest, newest.paper), _status(page), newest)


def _status(thing: Paper | ReviewPage | SeriesPage) -> str:
    """As the CMS says it: "live", "draft", "live + draft"."""
    return str(thing.status_string)
