"""A session with nothing but a password is nobody's, until the rest is shown.

This holds for every address and however the session began: whatever asks who is
signed in is told that nobody is.
"""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from home.models import User
from home.security.second_factor.devices import device_of
from home.security.sessions import BEGAN

Handler = Callable[[HttpRequest], HttpResponse]

CODE, SET_UP = "second_factor_code", "second_factor"
ACCESS = "wagtailadmin.access_admin"
# Where a password is asked for, and the code after it.
DOORS = {
    "wagtailadmin_login": CODE,
    "wagtailcore_login": "second_factor_readers_code",
}
# Which app it was that the session's person showed a code of.
SHOWN = "second_factor"
SECONDS_AT_THE_DOOR = 15 * 60


def lacking(request: HttpRequest, user: User | AnonymousUser) -> str:
    """What a session needs before it is its person's: CODE, SET_UP or nothing."""
    if not user.is_authenticated:
        return ""
    if device := device_of(user):
        return "" if request.session.get(SHOWN) == device.pk else CODE
    is_needed = settings.SECOND_FACTOR == "required"
    return SET_UP if is_needed and user.has_perm(ACCESS) else ""


def at_the_door(request: HttpRequest, lack: str) -> User | None:
    """Who gave the right password a short while ago and lacks this."""
    user = get_user(request)
    is_late = time() - request.session.get(BEGAN, 0) > SECONDS_AT_THE_DOOR
    if is_late or not isinstance(user, User) or lacking(request, user) != lack:
        return None
    return user


def keep_at_the_door(get_response: Handler) -> Handler:
    """Let a session in that lacks nothing, and lead others from log-in to the rest."""

    def middleware(request: HttpRequest) -> HttpResponse:
        def person() -> User | AnonymousUser:
            user = get_user(request)
            known = AnonymousUser() if lacking(request, user) else user
            # Where logs look for who it was, without asking the session anew.
            vars(request)["_cached_user"] = known
            return known

        vars(request)["user"] = SimpleLazyObject(person)
        # It would tell who gave the password: nothing here is asynchronous.
        vars(request).pop("auser", None)
        response = get_response(request)
        match = request.resolver_match
        if not match or match.view_name not in DOORS:
            return response
        return _onward(request, response, DOORS[match.view_name])

    return middleware


def _onward(request: HttpRequest, response: HttpResponse, code: str) -> HttpResponse:
    """To what is still to be shown, and from there to where log-in would have led."""
    if request.method == "POST" and "Location" not in response:
        return response
    onward = response.get("Location") or request.GET.get("next", "")
    if at_the_door(request, CODE):
        return redirect_to_login(onward, reverse(code))
    if at_the_door(request, SET_UP):
        host = settings.WAGTAILADMIN_BASE_URL if settings.ADMIN_HOST else ""
        return redirect_to_login(onward, f"{host}{reverse(SET_UP)}")
    return response


def let_in(request: HttpRequest, user: User) -> None:
    """The person showed the rest: a session under a new name."""
    device = device_of(user)
    request.session[SHOWN] = device and device.pk
    request.session.cycle_key()


def ask_anew(request: HttpRequest, **kwargs: object) -> None:
    """At every log-in, also at one of who was signed in already."""
    request.session.pop(SHOWN, None)
