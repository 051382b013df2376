"""The search page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.health.metrics import search_timed
from search import unanswered
from search.answering import answered
from search.choices import applied, choices, other_order
from search.language import Asked
from search.promotions import promoted
from search.results import results_of

PER_PAGE = 10


def search(request: HttpRequest) -> HttpResponse:
    """Reviews that answer `?q=` and the filters beside it, with their passages."""
    typed = Asked.from_get(request.GET)
    with search_timed(counts=bool(typed.question.terms)):
        answer = answered(typed, request)
        asked, found = answer.asked, answer.found
        pages: Paginator[int] = Paginator(found.reviews, per_page=PER_PAGE)
        page = pages.get_page(request.GET.get("page"))
        results = results_of(asked, list(page), request)
    if typed.question.terms and not pages.count and not typed.filters:
        unanswered.note(typed.question.typed)
    context = {
        "typed": typed,
        "asked": asked,
        "answer": answer,
        "better_url": typed.asking(answer.better),
        "literal_url": typed.as_typed(),
        "page": page,
        "total": pages.count,
        "results": results,
        "promotions": promoted(typed.question, request) if page.number == 1 else [],
        "groups": choices(asked, found.groups),
        "applied": list(applied(asked, found)),
        "order": other_order(asked),
    }
    return render(request, "search/search.html", context)
