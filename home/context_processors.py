"""What every template may know of a request."""

from django.conf import settings
from django.http import HttpRequest


def userbar(request: HttpRequest) -> dict[str, bool]:
    """Whether to draw Wagtail's bar: only for a browser that sent a session cookie.

    Asking `request.user` would open the session and make every public page vary by
    cookie. Where the CMS has a host of its own, the bar would lead nowhere.
    """
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return {"show_userbar": has_session and not settings.ADMIN_HOST}
