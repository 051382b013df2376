"""What is done about a scheduled revision that did not go live, and who is told."""

import logging
from collections.abc import Iterator
from smtplib import SMTPException
from threading import Event
from typing import Any

from django.core.mail import get_connection
from django.core.management import call_command
from django.db import close_old_connections, transaction
from django.template.loader import render_to_string
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.mail import OpenedConnection, send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.permissions import policy_registry

from home.models import User
from writing.gate_log import REFUSED

logger = logging.getLogger(__name__)
SCHEDULED = "wagtail.publish.schedule"


def unschedule(pk: int, reason: str) -> None:
    """Take a revision out of the schedule, and tell log, history and people why.

    The day it was meant for stays in the draft, for the editor to see.
    """
    with transaction.atomic():
        scheduled = Revision.objects.filter(pk=pk, approved_go_live_at__isnull=False)
        if not scheduled.update(approved_go_live_at=None):
            # Another scheduler was quicker, and has told.
            return
        logger.warning("%s It is no longer scheduled.", reason)
        revision = Revision.objects.get(pk=pk)
        subject = revision.content_object
        if subject is None:
            return
        log(
            instance=subject, action=REFUSED, revision=revision, data={"reason": reason}
        )
    tell(revision, subject, reason)


def tell(revision: Revision, subject: Any, reason: str) -> None:
    """Mail who scheduled the revision, and those who may publish it."""
    context = {
        "title": revision.object_str,
        "reason": reason,
        "address": _editor_of(subject),
    }
    text = render_to_string("writing/mail/not_published.txt", context)
    title = f"Not published as scheduled: {' '.join(revision.object_str.split())}"
    try:
        with OpenedConnection(get_connection()) as connection:
            for person in concerned(revision, subject):
                send_mail(title, text, [person.email], connection=connection)
    except (SMTPException, OSError) as error:
        logger.error("Nobody could be told by mail: %s", error)


def concerned(revision: Revision, subject: Any) -> list[User]:
    """Who scheduled the revision, and who may publish it, as far as they have mail."""
    thing = Page.objects.get(pk=subject.pk) if isinstance(subject, Page) else subject
    policy = policy_registry.get(thing)
    people = policy.users_with_permission_for_instance("publish", thing)
    found = {person.pk: person for person in [*_schedulers(revision), *people]}
    return [one for one in found.values() if one.is_active and one.email]


def _schedulers(revision: Revision) -> Iterator[User]:
    entries = PageLogEntry.objects.filter(revision=revision, action=SCHEDULED)
    entry = entries.select_related("user").order_by("-timestamp").first()
    person = entry.user if entry else revision.user
    if person:
        yield person


def _editor_of(subject: Any) -> str:
    return f"{get_admin_base_url() or ''}{AdminURLFinder().get_edit_url(subject)}"


def keep_publishing(pause: float, stop: Event) -> None:
    """Publish what is due, and again after each pause, until told to stop."""
    while not stop.wait(pause):
        try:
            call_command("publish_scheduled")
        except Exception:
            logger.exception("The schedule could not be looked at.")
        finally:
            close_old_connections()
