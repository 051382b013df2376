"""The search page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from search import unanswered
from search.queries import cleaned, cut
from writing.models import ReviewPage

PER_PAGE = 20


def search(request: HttpRequest) -> HttpResponse:
    """Reviews in which the words of `?q=` stand, the best first."""
    query, was_cut = cut(request.GET.get("q", ""))
    words = cleaned(query)
    reviews = ReviewPage.objects.searchable().for_cards()
    found = reviews.search(words) if words else reviews.none()
    results = Paginator(found, per_page=PER_PAGE).get_page(request.GET.get("page"))
    if words and not results.paginator.count:
        unanswered.note(query)
    context = {
        "query": query,
        "was_cut": was_cut,
        "results": results,
        "total": results.paginator.count,
    }
    return render(request, "search/search.html", context)
