"""When a session of who is signed in ends: a time after the log-in, and without use.

Django's own age begins anew whenever something is written into a session, and does not
ask whether anybody was there. Looked at is a session that somebody asks for, so that
pages which ask for none stay what they are.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import time
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

logger = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]

BEGAN, USED = "began", "used"
# Use is noted no more often than this, so that most requests write nothing.
SECONDS_BETWEEN_NOTES = 600


class SessionStore(db.SessionStore):
    """Sessions in the database, of which those that are too old are not there."""

    # A page that was left open asks too.
    counts_as_use = True

    def load(self) -> dict[str, Any]:
        known = self.model.objects.filter(session_key=self.session_key)
        row = known.filter(expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
            return {}
        kept: dict[str, Any] = self.decode(row.session_data)
        if SESSION_KEY not in kept:
            return kept
        now = int(time())
        # Those from before this was written down begin with the first look.
        began, used = kept.get(BEGAN, now), kept.get(USED, now)
        if has_ended(began, used, now):
            with what_may_wait():
                row.delete()
            self._session_key = None
            return {}
        is_due = self.counts_as_use and now - used > SECONDS_BETWEEN_NOTES
        if is_due or BEGAN not in kept:
            kept |= {BEGAN: began, USED: now}
            self._note(row, kept)
        return kept

    async def aload(self) -> dict[str, Any]:
        return await sync_to_async(self.load)()

    def _note(self, row: Any, kept: dict[str, Any]) -> None:
        """Write the use down, unless somebody wrote the session meanwhile.

        To save the session would undo what another request put there since.
        """
        as_read = self.model.objects.filter(
            session_key=row.session_key, session_data=row.session_data
        )
        with what_may_wait():
            as_read.update(session_data=self.encode(kept))


@contextmanager
def what_may_wait() -> Iterator[None]:
    """The next request does it when the database is held by somebody else."""
    try:
        with transaction.atomic():
            yield
    except OperationalError as error:
        logger.warning("The age of a session was not written: %s", error)


def has_ended(began: int, used: int, now: int) -> bool:
    return (
        now - began > settings.SESSION_COOKIE_AGE or now - used > settings.SESSION_IDLE
    )


def tell_use(get_response: Handler) -> Handler:
    """Tell the session who asks: an editor left open looks who else edits."""

    def middleware(request: HttpRequest) -> HttpResponse:
        others = f"{reverse('wagtailadmin_home')}editing-sessions/"
        session: Any = request.session
        session.counts_as_use = not request.path.startswith(others)
        return get_response(request)

    return middleware


def session_begins(request: HttpRequest, **kwargs: Any) -> None:
    """At a log-in, also at one of who was signed in already."""
    request.session[BEGAN] = request.session[USED] = int(time())
