"""Answers readers with what is kept, and keeps what it had to ask for."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from home.generations import of_request
from home.health.metrics import page_cache_result
from home.middleware import is_dummy
from home.page_cache import shelves
from home.page_cache.entries import entry_of, may_be_kept
from home.page_cache.release import fingerprint

Handler = Callable[[HttpRequest], HttpResponse]

# Longer ones are nobody's bookmark.
LONGEST_KEY = 600
PERSONAL = {settings.SESSION_COOKIE_NAME, "messages"}


class PageCacheMiddleware:
    """Keeps public pages for the generation that was read before they were rendered.

    It stands inside of what every answer goes through, so that a kept page gets the
    same headers as one that is not.
    """

    def __init__(self, get_response: Handler) -> None:
        if settings.DEBUG:
            raise MiddlewareNotUsed("Templates change without a restart.")
        self.get_response = get_response
        self.release = fingerprint()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_for_anyone(request):
            page_cache_result("bypass")
            return self.get_response(request)
        vars(request)["GET"] = known_parameters(request)
        state = state_of(request)
        return self.kept(request, state) if state else self.get_response(request)

    def kept(self, request: HttpRequest, state: str) -> HttpResponse:
        """The page as it is kept, else as it is made now, and kept from now on."""
        key = f"{self.release} {address_of(request)}"
        entry, former = shelves.found(key, state)
        page_cache_result("hit" if entry else "miss")
        if entry is None:
            response = self.get_response(request)
            if len(key) > LONGEST_KEY or not may_be_kept(response):
                return response
            entry = entry_of(response, state, former)
            if request.method == "GET":
                shelves.keep(key, entry)
        return entry.answer(request)


def is_for_anyone(request: HttpRequest) -> bool:
    """Whether the answer may be the same for everybody who sends this request."""
    return (
        request.method in {"GET", "HEAD"}
        and not is_dummy(request)
        and PERSONAL.isdisjoint(request.COOKIES)
        and "HTTP_AUTHORIZATION" not in request.META
        and not request.path.startswith(settings.UNKEPT_PATHS)
        and is_host_allowed(request)
    )


def is_host_allowed(request: HttpRequest) -> bool:
    """Whether the site goes by that name; Django refuses any other further in."""
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def known_parameters(request: HttpRequest) -> QueryDict:
    """The query without what no page knows, such as the marks of campaigns.

    Links on the page repeat the query of its address.
    """
    if not request.META.get("QUERY_STRING"):
        return request.GET
    known = QueryDict(mutable=True)
    for name in sorted(settings.KNOWN_PARAMETERS & request.GET.keys()):
        known.setlist(name, request.GET.getlist(name))
    known._mutable = False
    return known


def address_of(request: HttpRequest) -> str:
    """What one page is kept under."""
    query = f"?{urlencode(sorted(request.GET.lists()), doseq=True)}"
    asked = query if request.GET else ""
    return f"{request.scheme}://{request.get_host().lower()}{request.path}{asked}"


def state_of(request: HttpRequest) -> str | None:
    """The generation and the day: some pages name a day that depends on today."""
    try:
        generation = of_request(request)
    except DatabaseError:
        return None
    return generation and f"{generation} {timezone.localdate()}"
