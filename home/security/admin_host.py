"""The CMS on a host of its own, where the setting ADMIN_HOST names one."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.urls import reverse
from django.views.defaults import page_not_found

from home.middleware import is_admin, is_dummy

Handler = Callable[[HttpRequest], HttpResponse]


def keep_to_hosts(get_response: Handler) -> Handler:
    """Answer under /admin/ on the CMS's host only, and there nothing else.

    Readers' addresses on the CMS's host lead to the public one: the CMS links to pages.
    """
    if not settings.ADMIN_HOST:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        # The inner pass of a preview has a page's address and is drawn for the CMS.
        if is_dummy(request) or is_admin(request) == is_admins_host(request):
            return get_response(request)
        if is_admin(request):
            return page_not_found(request, Http404())
        return _on_admins_host(request, get_response)

    return middleware


def is_admins_host(request: HttpRequest) -> bool:
    """Whether the CMS lives on a host of its own, and the request was sent to it."""
    host = split_domain_port(request.get_host())[0]
    return bool(settings.ADMIN_HOST) and host == settings.ADMIN_HOST


def _on_admins_host(request: HttpRequest, get_response: Handler) -> HttpResponse:
    """What is not the CMS's: files that its pages show, or another host's affair."""
    files = (settings.STATIC_URL, settings.MEDIA_URL, reverse_documents())
    if request.path.startswith(files):
        return get_response(request)
    if request.method not in {"GET", "HEAD"}:
        return page_not_found(request, Http404())
    if request.path == "/":
        return HttpResponseRedirect(reverse("wagtailadmin_home"))
    return HttpResponseRedirect(f"{settings.PUBLIC_URL}{request.get_full_path()}")


def public_address(request: HttpRequest, path: str) -> str:
    """The whole address of a path on the readers' host, told from either."""
    if is_admins_host(request):
        return f"{settings.PUBLIC_URL}{path}"
    return request.build_absolute_uri(path)


def reverse_documents() -> str:
    """The beginning of every document's address."""
    return reverse("wagtaildocs_serve", args=[0, "x"]).removesuffix("0/x")
