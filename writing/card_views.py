"""Cards at their addresses: beside each public review, and one for the site."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home.models import SiteSettings
from writing import cards
from writing.addresses import public_page
from writing.models import ReviewPage
from writing.rendering.cards import Card


@require_safe
@cache_control(public=True, max_age=3600)
def review_card(request: HttpRequest, path: str) -> HttpResponse:
    """The card of a public review."""
    reviews = ReviewPage.objects.select_related("paper", "rendered")
    review = public_page(request, path, reviews)
    card = cards.review_card(review, SiteSettings.for_request(request))
    return picture(f"cards/{review.pk}", card)


@require_safe
@cache_control(public=True, max_age=3600)
def site_card(request: HttpRequest) -> HttpResponse:
    """The card of every page that is no review."""
    settings = SiteSettings.for_request(request)
    return picture(f"cards/site-{settings.pk}", cards.site_card(settings))


def picture(folder: str, card: Card) -> HttpResponse:
    """A card as a response, which is known again by what is on it."""
    return HttpResponse(
        cards.kept(folder, card),
        content_type="image/png",
        headers={"ETag": f'"{cards.digest_of(card)}"'},
    )
