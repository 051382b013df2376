"""The search page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from search import unanswered
from search.language import ask
from writing.models import ReviewPage

PER_PAGE = 20


def search(request: HttpRequest) -> HttpResponse:
    """Reviews in which the words of `?q=` stand, the best first."""
    question = ask(request.GET.get("q", ""))
    words = question.all_words()
    reviews = ReviewPage.objects.searchable().for_cards()
    found = reviews.search(words) if words else reviews.none()
    results = Paginator(found, per_page=PER_PAGE).get_page(request.GET.get("page"))
    if words and not results.paginator.count:
        unanswered.note(question.typed)
    context = {
        "query": question.typed,
        "was_cut": question.was_cut,
        "results": results,
        "total": results.paginator.count,
    }
    return render(request, "search/search.html", context)
