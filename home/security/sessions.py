"""When a session of who is signed in ends: a time after the log-in, and without use.

Django's own age begins anew whenever something is written into a session, and does not
ask whether anybody was there. Looked at is a session that somebody asks for, so that
pages which ask for none stay what they are.
"""

from collections.abc import Callable
from time import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

Handler = Callable[[HttpRequest], HttpResponse]

BEGAN, USED = "began", "used"
# Use is noted no more often than this, so that most requests write nothing.
SECONDS_BETWEEN_NOTES = 600


class SessionStore(db.SessionStore):
    """Sessions in the database, of which those that are too old are not there."""

    # Whether a person asks, and no page that was left open.
    is_used = True

    def load(self) -> dict[str, Any]:
        kept = super().load()
        if SESSION_KEY not in kept:
            return kept
        now = int(time())
        # Those from before this was written down begin with the first look.
        began, used = kept.get(BEGAN, now), kept.get(USED, now)
        if has_ended(began, used, now):
            self.delete()
            self._session_key = None
            return {}
        if BEGAN not in kept or (self.is_used and now - used > SECONDS_BETWEEN_NOTES):
            kept |= {BEGAN: began, USED: now}
            self.modified = True
        return kept


def has_ended(began: int, used: int, now: int) -> bool:
    return (
        now - began > settings.SESSION_COOKIE_AGE or now - used > settings.SESSION_IDLE
    )


def tell_use(get_response: Handler) -> Handler:
    """Tell the session who asks: an editor left open looks who else edits."""

    def middleware(request: HttpRequest) -> HttpResponse:
        others = f"{reverse('wagtailadmin_home')}editing-sessions/"
        vars(request.session)["is_used"] = not request.path.startswith(others)
        return get_response(request)

    return middleware


def session_begins(request: HttpRequest, **kwargs: Any) -> None:
    """At a log-in, also at one of who was signed in already."""
    request.session[BEGAN] = request.session[USED] = int(time())
