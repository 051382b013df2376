"""The address of the card that stands for a page where it is shared."""

from urllib.parse import urljoin

from django import template
from wagtail.models import Page

from home.models import SiteSettings
from writing import cards
from writing.models import ReviewPage

register = template.Library()


@register.simple_tag(takes_context=True)
def card_address(context: template.Context, page: object = None) -> str:
    """The whole address of a page's card, or nothing for what is no page of the tree.

    It changes with the card, since those who show cards keep them by address.
    """
    request = context.get("request")
    if request is None or not isinstance(page, Page):
        return ""
    # A draft may lack its paper, and nobody shares a preview.
    if getattr(request, "is_preview", False):
        return ""
    address = page.get_full_url(request)
    if not address:
        return ""
    settings = SiteSettings.for_request(request)
    if isinstance(page, ReviewPage):
        card, place = cards.review_card(page, settings), "card.png"
    else:
        card, place = cards.site_card(settings), "/card.png"
    return f"{urljoin(address, place)}?v={cards.digest_of(card)[:12]}"
