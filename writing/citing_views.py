"""Citations as files: of a review and its paper, and of the papers of a whole list."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.models import Page

from writing.addresses import public_page
from writing.citing import FORMATS, Format, Record, paper_record, records_of
from writing.models import Paper, ReviewPage, SeriesPage, WritingIndexPage
from writing.models.pages import tag_in_use
from writing.querysets import ReviewQuerySet


@require_safe
def review_citation(request: HttpRequest, path: str, suffix: str) -> HttpResponse:
    """`cite.bib`, `cite.ris` and `cite.json` beside a review."""
    if suffix not in FORMATS:
        raise Http404(f"There is no citation as “{suffix}”.")
    reviews = ReviewPage.objects.select_related("paper").prefetch_related(
        "byline", "paper__authors"
    )
    review = public_page(request, path, reviews)
    return citations(FORMATS[suffix], records_of(review), f"{review.slug}.{suffix}")


@require_safe
def papers_of_page(request: HttpRequest, path: str) -> HttpResponse:
    """`papers.bib` beside the Writing index or a series: each paper once."""
    pages = Page.objects.type(WritingIndexPage, SeriesPage).specific()
    page = public_page(request, path, pages)
    return papers(reviews_on(page), f"{page.slug}-papers.bib")


@require_safe
def papers_of_tag(request: HttpRequest, path: str, slug: str) -> HttpResponse:
    """`papers.bib` beside a tag: the papers of its public reviews."""
    index = public_page(request, path, WritingIndexPage.objects.all())
    tag = tag_in_use(request, slug)
    reviews = index.reviews.filter(tagged__tag=tag)
    return papers(reviews, f"{tag.slug}-papers.bib")


def reviews_on(page: WritingIndexPage | SeriesPage) -> ReviewQuerySet:
    """The public reviews that the page lists."""
    if isinstance(page, WritingIndexPage):
        return page.reviews
    return ReviewPage.objects.published().filter(series_entries__series=page)


def papers(reviews: ReviewQuerySet, name: str) -> HttpResponse:
    """The reviews' papers as one BibTeX file, by their keys."""
    found = Paper.objects.filter(pk__in=reviews.order_by().values("paper"))
    records = map(paper_record, found.order_by("slug").prefetch_related("authors"))
    return citations(FORMATS["bib"], records, name)


def citations(form: Format, records: Iterable[Record], name: str) -> HttpResponse:
    """The records as a file to keep."""
    response = HttpResponse(
        form.write(records), content_type=f"{form.content_type}; charset=utf-8"
    )
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
