"""Addresses that are not pages: small text files and uploaded pictures."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from mimetypes import guess_type
from pathlib import Path
from posixpath import normpath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.models import Site

from home.models import SiteSettings

FAVICON = Path(__file__).parent / "static" / "images" / "favicon.ico"
# The ground of the light scheme, as in static/css/tokens.css.
GROUND = "#fcfcfa"
ICONS = [
    ("images/icon-192.png", 192, "any"),
    ("images/icon-512.png", 512, "any"),
    ("images/icon-maskable-512.png", 512, "maskable"),
]


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
    if isinstance(default_storage, FileSystemStorage):
        response = picture_on_disk(request, path)
    else:
        response = picture_elsewhere(path)
    if response.status_code == HTTPStatus.OK:
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response


def picture_on_disk(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the folder of pictures."""
    try:
        folder = str(Path(settings.MEDIA_ROOT, "images"))
        return serve(request, path, document_root=folder)
    except SuspiciousFileOperation as error:
        raise Http404("The address leaves the folder of pictures.") from error


def picture_elsewhere(path: str) -> HttpResponse:
    """An object of the bucket, which the site alone may read."""
    name = normpath(f"images/{path}")
    if not name.startswith("images/"):
        raise Http404("The address leaves the folder of pictures.")
    try:
        with default_storage.open(name) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404("There is no such picture.") from error
    return HttpResponse(content, content_type=guess_type(name)[0])


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon for whoever asks for it at its old address, without reading the page."""
    return HttpResponse(FAVICON.read_bytes(), content_type="image/x-icon")


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """The web manifest, by which the site is put on a home screen."""
    site = SiteSettings.for_request(request)
    entries = {
        "id": "/",
        "name": site.site_name,
        "short_name": site.site_name,
        "description": site.description or site.tagline,
        "lang": "en-GB",
        "start_url": "/",
        "display": "minimal-ui",
        "theme_color": GROUND,
        "background_color": GROUND,
        "icons": [
            {
                "src": static(file),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for file, size, purpose in ICONS
        ],
    }
    return JsonResponse(entries, content_type="application/manifest+json")
