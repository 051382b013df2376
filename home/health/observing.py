"""The outermost middleware: gives each request its id, counts it, writes it down."""

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from home.health import metrics
from home.health.answering import HEADER, Answering, begin
from home.health.queries import readable
from home.middleware import METHODS, is_dummy
from home.security.remote_addresses import address_of

access = logging.getLogger("home.access")
slow = logging.getLogger("home.slow")


def observe(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Watch requests from outside of all other middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_dummy(request):
            return get_response(request)
        answering = begin(request)
        with metrics.IN_FLIGHT.track_inprogress():
            response = get_response(request)
        seconds = perf_counter() - answering.began
        response[HEADER] = answering.id
        method = request.method if request.method in METHODS else "other"
        metrics.request_answered(
            answering,
            method or "other",
            view_of(request, answering),
            response.status_code,
            seconds,
        )
        if access.isEnabledFor(logging.INFO):
            write_down(request, response, answering, seconds)
        if seconds * 1000 >= settings.SLOW_REQUEST_MS:
            warn_of_slowness(request, answering, seconds)
        return response

    return middleware


def view_of(request: HttpRequest, answering: Answering) -> str:
    """What answered: a kind of page, a view by its name, or a layer before both."""
    if answering.page:
        return answering.page
    if request.resolver_match:
        return request.resolver_match.view_name
    if answering.page_cache == "hit":
        return "page cache"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


def write_down(
    request: HttpRequest, response: HttpResponse, answering: Answering, seconds: float
) -> None:
    """A line for the request. What was asked after the “?” is the reader's own."""
    fields: dict[str, Any] = {
        "method": request.method,
        "path": quote(request.path),
        "view": view_of(request, answering),
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "queries": answering.queries,
        "sql_ms": round(answering.sql_seconds * 1000, 1),
        "bytes": length_of(response),
        "cache": answering.page_cache or "-",
        "user": user_of(request),
    }
    if settings.LOG_ADDRESSES:
        fields["address"] = address_of(request)
    shown = (
        "{method} {path} {status}, {ms} ms, {queries} queries, {bytes} bytes, "
        "user {user}"
    ).format_map(fields)
    access.info("%s", shown, extra={"fields": fields})


def warn_of_slowness(
    request: HttpRequest, answering: Answering, seconds: float
) -> None:
    """A line for a request that took long, with the statements that took longest."""
    statements = [
        {"ms": round(took * 1000, 1), "sql": readable(statement)}
        for took, statement in reversed(answering.slowest)
    ]
    fields = {
        "method": request.method,
        "path": quote(request.path),
        "ms": round(seconds * 1000),
        "queries": answering.queries,
        "sql_ms": round(answering.sql_seconds * 1000),
        "slowest": statements,
    }
    shown = "{method} {path} took {ms} ms: {queries} queries, {sql_ms} ms of SQL."
    listed = "".join(f"\n  {each['ms']} ms: {each['sql']}" for each in statements)
    extra = {"fields": fields, "more": listed}
    slow.warning("%s", shown.format_map(fields), extra=extra)


def length_of(response: HttpResponse) -> int | str:
    """How many bytes the body has, where that is known."""
    if response.has_header("Content-Length"):
        return int(response["Content-Length"])
    return "-" if response.streaming else len(response.content)


def user_of(request: HttpRequest) -> int | str:
    """The number of the signed-in person, if anything has asked who it is."""
    user = getattr(request, "_cached_user", None)
    return user.pk or "-" if user else "-"
