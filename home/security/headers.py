"""The headers that tell browsers what a response may be used for."""

from collections.abc import Callable

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
