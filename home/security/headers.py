"""The headers that tell browsers what a response may be used for."""

import hashlib
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

# What no page of the site asks a browser for, so that nothing that slips into one can.
# Browsers tell of names they don't know in the console: none of those is here.
UNUSED_FEATURES = [
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media"),
    *("geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "usb"),
    *("xr-spatial-tracking", "clipboard-read", "hid", "serial", "idle-detection"),
]
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)

# What other sites show of ours: pictures, and feeds.
SHOWN_ELSEWHERE = ("image/", "application/atom+xml", "application/feed+json")

# A file to be kept is never drawn as a page of this site, whatever is in it.
DOWNLOAD_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

# What nginx adds in our place: deploy/nginx.conf has their values and their digest.
ADDED_IN_FRONT = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)
DIGEST = "X-Headers-In-Front"


def leave_to_front(get_response: Handler) -> Handler:
    """Leave out the headers that nginx adds, where it would add just what we send.

    nginx reads those that are stored with a page again for each answer. A front that
    was set up for other values is told ours. Only where nobody else can ask: the
    setting says so, since who sends the digest to us has a page without protection.
    """
    if not settings.HEADERS_IN_FRONT:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        told = request.headers.get(DIGEST)
        if told and told == digest_of(response):
            for name in ADDED_IN_FRONT:
                del response[name]
        return response

    return middleware


def digest_of(response: HttpResponse) -> str:
    """The digest of those of a response's headers that nginx can add."""
    return _digest(tuple(response.get(name, "") for name in ADDED_IN_FRONT))


@lru_cache(maxsize=64)
def _digest(values: tuple[str, ...]) -> str:
    # The directives of a policy come in another order from each process.
    policy = "; ".join(sorted(values[0].split("; ")))
    return hashlib.sha256("\n".join((policy, *values[1:])).encode()).hexdigest()[:16]


def security_headers(get_response: Handler) -> Handler:
    """Say who may load a response, and which of a browser's powers it may use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", _embedders(response))
        if response.get("Content-Disposition", "").startswith("attachment"):
            response["Content-Security-Policy"] = DOWNLOAD_POLICY
        return response

    return middleware


def _embedders(response: HttpResponse) -> str:
    """Whose pages may show it; what is for one person alone is for our pages alone."""
    shown = response.get("Content-Type", "").startswith(SHOWN_ELSEWHERE)
    private = "no-store" in response.get("Cache-Control", "")
    return "cross-origin" if shown and not private else "same-origin"
