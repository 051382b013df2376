"""Earlier versions of a review: what a correction replaced, and how it differs."""

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from writing.addresses import public_page
from writing.models import FormerRendering, ReviewPage
from writing.rendering.former import former_html

# A number with more digits would be refused by a database.
MOST = 32767


class Version(NamedTuple):
    """An earlier version, and the review whose it is."""

    review: ReviewPage
    former: FormerRendering
    newest: int

    @property
    def number(self) -> int:
        """Its number, and that of the correction that replaced it."""
        return self.former.correction.number

    @property
    def html(self) -> list[str]:
        """Its blocks at its own address."""
        return [self._moved(block["html"]) for block in self.former.blocks]

    @property
    def paper_card(self) -> str:
        """The paper as it was known then."""
        return self._moved(self.former.paper_card)

    @property
    def others(self) -> list[int]:
        """The numbers of all earlier versions."""
        return list(range(1, self.newest + 1))

    def _moved(self, html: str) -> str:
        return former_html(html, self.review.get_url() or "/")


@require_safe
def earlier_version(request: HttpRequest, path: str, number: int) -> HttpResponse:
    """`versions/<n>/` below a review: the text as it stood before correction n."""
    version = version_at(request, path, number)
    types = {block["type"] for block in version.former.blocks}
    return page(
        request, "writing/earlier_version.html", version, {"charts": "chart" in types}
    )


@require_safe
def differences(request: HttpRequest, path: str, number: int) -> HttpResponse:
    """`versions/<n>/changes/`: what correction n changed, word by word."""
    version = version_at(request, path, number)
    return page(request, "writing/version_changes.html", version, {})


def version_at(request: HttpRequest, path: str, number: int) -> Version:
    """The version at an address; there only while its review is public."""
    review = public_page(request, path, ReviewPage.objects.select_related("paper"))
    kept = FormerRendering.objects.filter(correction__review=review)
    numbers = kept.order_by("-correction__number")
    former = (
        kept.filter(correction__number=number)
        .select_related("correction")
        .prefetch_related("correction__changes")
        .first()
        if number <= MOST
        else None
    )
    if former is None:
        raise Http404(f"“{review.title}” has no earlier version {number}.")
    newest = numbers.values_list("correction__number", flat=True)[0]
    return Version(review, former, newest)


def page(
    request: HttpRequest, template: str, version: Version, context: dict[str, Any]
) -> HttpResponse:
    """A page about a version, which search engines are to leave out."""
    shown = {
        "page": version.review,
        "version": version,
        "former": version.former,
        "correction": version.former.correction.record,
        **context,
    }
    response = render(request, template, shown)
    response["X-Robots-Tag"] = "noindex"
    return response
