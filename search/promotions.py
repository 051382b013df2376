"""What editors put above the results of one question."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import normalise_query_string

from home.generations import for_all_hosts, once
from search.language import Question

MOST = 3


@dataclass(frozen=True)
class Promotion:
    """A link that stands above what was found."""

    title: str
    url: str
    description: str
    is_external: bool


def promoted(question: Question, request: HttpRequest | None = None) -> list[Promotion]:
    """The links that editors chose for exactly these words; pages only if public.

    Nothing is counted: the query's own tables are written by editors alone.
    """
    words = normalise_query_string(question.typed)
    if words not in once(request, "promoted", _promoted_words, for_all_hosts):
        return []
    chosen = SearchPromotion.objects.filter(query__query_string=words)
    links = list(chosen.select_related("page").order_by("sort_order", "pk"))
    public = _public(links)
    shown = (
        _promotion(link) for link in links if link.page_id in public or not link.page_id
    )
    # A page outside the site has no address.
    return [link for link in shown if link.url][:MOST]


def _promoted_words() -> set[str]:
    """What most questions are not among: then nothing more is asked."""
    words = SearchPromotion.objects.values_list("query__query_string", flat=True)
    return set(words.order_by())


def _public(links: list[SearchPromotion]) -> set[int]:
    pages = Page.objects.filter(pk__in=[link.page_id for link in links if link.page_id])
    return set(pages.live().public().values_list("pk", flat=True))


def _promotion(chosen: SearchPromotion) -> Promotion:
    page = chosen.page
    return Promotion(
        title=page.title if page else chosen.external_link_text,
        url=page.url if page else chosen.external_link_url,
        description=chosen.description,
        is_external=page is None,
    )
