"""Limits on guessing: of log-ins, of pages' passwords, of whom to mail a new password.

All are counted by django-axes, in the database: by name and address, by address, and
by name, within `AXES_COOLOFF_TIME`.
"""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessLog
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

View = Callable[..., HttpResponse]

RESET = "wagtailadmin_password_reset"
# Where a password is asked for that is no person's, and what names it.
SHARED_PASSWORDS = {
    "wagtailcore_authenticate_with_password": "page_view_restriction_id",
    "wagtaildocs_authenticate_with_password": "restriction_id",
}
# Where a code of the second factor is asked for.
SECOND_FACTORS = {
    *("second_factor_code", "second_factor_readers_code", "second_factor_off"),
}
# How many times the limit is allowed by `AXES_LOCKOUT_PARAMETERS`, one by one. An
# office may share an address; and nobody shall lock a person out by a few guesses.
PATIENCE = (1, 4, 20)
LOG_INS_KEPT = timedelta(days=30)


class GuessHandler(AxesDatabaseHandler):
    """Counts failures with more patience for an address or a name than for both."""

    def get_failures(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> int:
        tried = self.get_user_attempts(request, credentials)
        return max(
            sum(attempts.values_list("failures_since_start", flat=True)) // patience
            for attempts, patience in zip(tried, PATIENCE, strict=True)
        )

    def user_logged_in(
        self,
        sender: type[AbstractBaseUser],
        request: HttpRequest,
        user: AbstractBaseUser,
        **kwargs: Any,
    ) -> None:
        """Note who came from where, and forget who came long ago."""
        super().user_logged_in(sender, request, user, **kwargs)
        long_ago = timezone.now() - LOG_INS_KEPT
        AccessLog.objects.filter(attempt_time__lt=long_ago).delete()


class GuessLimitMiddleware:
    """Counts what is no log-in as if it were one; AxesMiddleware gives the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        name = _what_is_guessed(request, kwargs) if request.method == "POST" else ""
        if not name:
            return None
        credentials = {"username": name}
        if not AxesProxyHandler.is_allowed(request, credentials):
            return locked_out(request)
        response = view(request, *args, **kwargs)
        # A right password leads on; a new one can be asked for any address.
        if response.status_code == HTTPStatus.OK or name.startswith(RESET):
            user_login_failed.send(__name__, credentials=credentials, request=request)
        return response


def _what_is_guessed(request: HttpRequest, kwargs: dict[str, Any]) -> str:
    """A name to count by for a form that asks for something secret, or nothing."""
    match = request.resolver_match
    view = match.view_name if match else ""
    if view == RESET:
        return f"{RESET} {request.POST.get('email', '').strip().lower()}"[:255]
    if view in SECOND_FACTORS:
        return f"{view} {request.session.get(SESSION_KEY, '')}"
    key = SHARED_PASSWORDS.get(view, "")
    return f"{view} {kwargs[key]}" if key else ""


def locked_out(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """The answer to who tried too often; the same whoever was guessed."""
    pause: timedelta = settings.AXES_COOLOFF_TIME
    answer = render(
        request,
        "429.html",
        {"minutes": int(pause.total_seconds() // 60)},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    answer["Retry-After"] = str(int(pause.total_seconds()))
    return answer
