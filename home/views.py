"""Addresses that are not pages: small text files and uploaded pictures."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.static import serve
from wagtail.models import Site

from home.models import SiteSettings


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


def security(request: HttpRequest) -> HttpResponse:
    """security.txt as RFC 9116 has it; it expires within the year it demands."""
    expires = datetime.now(UTC).replace(
        hour=0, minute=0, second=0, microsecond=0
    ) + timedelta(days=180)
    contact = SiteSettings.for_request(request).security_contact
    site = Site.find_for_request(request)
    context = {
        "contact": contact or f"{site.root_url if site else ''}/about/",
        "expires": expires.isoformat(),
    }
    return render(
        request, "security.txt", context, content_type="text/plain; charset=utf-8"
    )


def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture at one size. Originals are not served; names never change content."""
    folder = str(Path(settings.MEDIA_ROOT, "images"))
    try:
        response = serve(request, path, document_root=folder)
    except SuspiciousFileOperation as error:
        raise Http404("The address leaves the folder of pictures.") from error
    if isinstance(response, FileResponse):
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response
