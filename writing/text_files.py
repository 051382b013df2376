"""Reviews as plain files: Markdown, a chart's data, and lists for language models."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from writing.addresses import public_page
from writing.bundles.review_records import public_text
from writing.corrections import summary_of
from writing.models import ReviewPage
from writing.querysets import ReviewQuerySet
from writing.rendering.body import anchor_of
from writing.rendering.tables import TableError, parse_table
from writing.spreadsheets import csv_text

# The file of whole texts ends here; the list beside it names every review.
MOST_TEXTS = 100


@require_safe
def review_text(request: HttpRequest, path: str) -> HttpResponse:
    """`index.md` beside a review: its bundle's text, and what was corrected in it."""
    review = public_page(request, path, whole_reviews())
    return text_response(whole_text(review), "text/markdown")


@require_safe
def chart_data(request: HttpRequest, path: str, anchor: str) -> HttpResponse:
    """`figures/<anchor>.csv` beside a review: what a chart of it draws."""
    return chart_csv(public_page(request, path, ReviewPage.objects.all()), anchor)


def chart_csv(review: ReviewPage, anchor: str) -> HttpResponse:
    """The data of a review's chart as a file. Raises `Http404`."""
    charts = (block for block in review.body if block.block_type == "chart")
    chart = next((block for block in charts if anchor_of(block) == anchor), None)
    if chart is None:
        raise Http404(f"The review has no chart “{anchor}”.")
    try:
        table = parse_table(chart.value["data"])
    except TableError as error:
        raise Http404(str(error)) from error
    response = text_response(csv_text([table.header, *table.rows]), "text/csv")
    name = f"{review.slug}-{anchor}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """`/llms.txt`, after https://llmstxt.org/: what there is, and where as Markdown."""
    reviews = ReviewPage.objects.published().for_links()
    text = render(request, "llms.txt", {"reviews": reviews}).content.decode()
    return text_response(text, "text/plain")


@require_safe
def llms_full(request: HttpRequest) -> HttpResponse:
    """`/llms-full.txt`: the newest reviews' whole texts, one after the other."""
    reviews = whole_reviews().published()[:MOST_TEXTS]
    texts = (f"<!-- {one.get_full_url()} -->\n{whole_text(one)}" for one in reviews)
    return text_response("\n".join(texts), "text/plain")


def whole_text(review: ReviewPage) -> str:
    """The text of a live review, then its corrections, newest first."""
    told = [correction.record for correction in review.corrections.all()]
    lines = [f"- {one['day']}: {' '.join(summary_of(one).split())}" for one in told]
    end = f"\n## Corrections\n\n{chr(10).join(lines)}\n" if lines else ""
    return f"{public_text(review)}{end}"


def whole_reviews() -> ReviewQuerySet:
    """Reviews with all that their texts hold."""
    return ReviewPage.objects.select_related("paper").prefetch_related(
        *("byline", "references", "paper__authors", "paper__versions"),
        "corrections__changes",
    )


def text_response(text: str, kind: str) -> HttpResponse:
    """A text of that kind, in UTF-8."""
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8")
