"""What editors put above the results of one question."""

from dataclasses import dataclass

from django.db.models import Q
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import normalise_query_string

from search.language import Question

MOST = 3


@dataclass(frozen=True)
class Promotion:
    """A link that stands above what was found."""

    title: str
    url: str
    description: str
    is_external: bool


def promoted(question: Question) -> list[Promotion]:
    """The links that editors chose for exactly these words; pages only if public.

    Nothing is counted: the query's own tables are written by editors alone.
    """
    words = normalise_query_string(question.typed)
    if not words:
        return []
    public = Page.objects.live().public()
    chosen = (
        SearchPromotion.objects.filter(query__query_string=words)
        .filter(Q(page__in=public) | Q(page=None, external_link_url__gt=""))
        .select_related("page")
        .order_by("sort_order", "pk")
    )
    # A page outside the site has no address.
    return [link for one in chosen if (link := _promotion(one)).url][:MOST]


def _promotion(chosen: SearchPromotion) -> Promotion:
    page = chosen.page
    return Promotion(
        title=page.title if page else chosen.external_link_text,
        url=page.url if page else chosen.external_link_url,
        description=chosen.description,
        is_external=page is None,
    )
