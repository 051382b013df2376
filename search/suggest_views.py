"""Suggestions for the search box, which asks as somebody types."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from search.models import Facet, Suggestion
from search.suggestions import suggest

KINDS = {**dict(Facet.Kind.choices), **dict(Suggestion.Kind.choices)}


@require_safe
@cache_control(public=True, max_age=60)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Names that begin as `?q=`; each label in parts, with 1 for what was typed."""
    found = [
        {
            "kind": KINDS[one.kind],
            "label": [[text, int(is_match)] for text, is_match in one.segments],
            "of": one.of,
            "url": one.url,
        }
        for one in suggest(request.GET.get("q", ""), request)
    ]
    return JsonResponse({"suggestions": found}, headers={"X-Robots-Tag": "noindex"})
