"""The headers of every response. Each piece leaves a preview's inner pass alone.

Wagtail runs a preview through all middleware a second time under the page's public
path; `request.is_dummy` is the mark it sets early enough to be seen here.
"""

from collections.abc import Callable
from http import HTTPStatus
from time import time

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import patch_cache_control

from home.addresses import known, known_for, site_for

Handler = Callable[[HttpRequest], HttpResponse]

SERVER_ERROR = HTTPStatus.INTERNAL_SERVER_ERROR
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

# Wagtail's admin still writes scripts and styles into its pages.
ADMIN_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
    "worker-src": ["'self'", "blob:"],
}


def is_dummy(request: HttpRequest) -> bool:
    """Whether this is the inner pass of a preview."""
    return bool(getattr(request, "is_dummy", False))


def is_admin(request: HttpRequest) -> bool:
    """Whether the address belongs to the CMS."""
    return request.path.startswith(reverse("wagtailadmin_home"))


def is_signed_in(request: HttpRequest) -> bool:
    """Whether a person is known; this opens the session."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def keep_to_methods(get_response: Handler) -> Handler:
    """Answer 405 to TRACE and inventions, to which a page would answer 200.

    HEAD gets the headers of GET without the body, which servers would warn of.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.content = b""
        return response

    return middleware


def caching_headers(get_response: Handler) -> Handler:
    """Say who may keep a response.

    Public pages may be kept by anyone who asks again before using them; previews and
    whatever belongs to a signed-in person are never stored.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if is_dummy(request) or is_admin(request):
            patch_cache_control(response, private=True, no_store=True)
        elif "Cache-Control" not in response:
            patch_cache_control(response, **public_cache_control(request, response))
        keep_in_front(response)
        return response

    return middleware


def keep_in_front(response: HttpResponse) -> None:
    """Let nginx use a public response for the rest of this second.

    It counts in whole seconds: `s-maxage=1` alone lasts for up to two of them, and a
    reader would see what is three seconds old in the one of `stale-while-revalidate`.
    """
    if "public" in response.get("Cache-Control", ""):
        response["X-Accel-Expires"] = f"@{int(time())}"


def public_cache_control(
    request: HttpRequest, response: HttpResponse
) -> dict[str, bool | int]:
    """The directives for a page of the public site."""
    if is_personal(request, response) or response.status_code >= SERVER_ERROR:
        return {"private": True, "no_store": True}
    return {
        "public": True,
        "max_age": 0,
        "must_revalidate": True,
        "s_maxage": 1,
        "stale_while_revalidate": 1,
    }


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer is to one reader alone."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    return bool(signed_in or response.cookies or request.method not in {"GET", "HEAD"})


def known_addresses(get_response: Handler) -> Handler:
    """Tell Wagtail which site a reader asks, and where its pages begin.

    A request that may change either looks for itself.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        reads = request.method in {"GET", "HEAD"}
        if not reads or is_dummy(request) or is_admin(request):
            return get_response(request)
        try:
            found, site = known_for(request), site_for(request)
        except DatabaseError:
            # What needs no database is answered without one.
            return get_response(request)
        vars(request)["_wagtail_site"] = site
        token = known.set(found)
        try:
            return get_response(request)
        finally:
            known.reset(token)

    return middleware


class CompressionMiddleware(GZipMiddleware):
    """Compresses all but pictures, which are compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.get("Content-Type", "").startswith("image/"):
            return response
        return super().process_response(request, response)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy of settings; a looser one for who is signed in, under /admin/.

    The log-in page and those of a lost password do without.
    """

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if is_admin(request) and is_signed_in(request) and not report_only:
            parts.update = {**(parts.update or {}), **ADMIN_POLICY}
        return parts
