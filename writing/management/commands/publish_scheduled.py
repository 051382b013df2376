"""Publish what is due and take down what has expired, each by itself."""

import logging
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import DraftStateMixin, Page, Revision

from writing.checks import refusal_of
from writing.scheduling import unschedule

logger = logging.getLogger(__name__)


class Command(publish_scheduled.Command):
    """Wagtail's command, in which one page that fails would stop all later ones.

    A revision that can't be published is no longer scheduled; the log, the page's
    history and a mail say why. One that the database is too busy for is tried again
    the next time.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        for thing in expired():
            self._take_down(thing)
        due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
        for pk in due.order_by("approved_go_live_at").values_list("pk", flat=True):
            self._publish(pk)

    def _take_down(self, thing: Any) -> None:
        try:
            with transaction.atomic():
                thing.unpublish(
                    set_expired=True, log_action="wagtail.unpublish.scheduled"
                )
        except Exception:
            logger.exception("“%s” has expired and could not be taken down.", thing)

    def _publish(self, pk: int) -> None:
        try:
            with transaction.atomic():
                # Another scheduler may have been here, or an editor.
                revision = _due(pk)
                if revision:
                    revision.publish(log_action="wagtail.publish.scheduled")
        except OperationalError:
            logger.exception("Revision %s is tried again.", pk)
        except ValidationError as error:
            name = Revision.objects.get(pk=pk).object_str
            unschedule(pk, refusal_of(name, error))
        except Exception:
            logger.exception("Revision %s could not be published.", pk)
            unschedule(pk, "It was not published: the log of the server tells why.")


def expired() -> Iterator[Any]:
    """All that is live and should be no longer."""
    models = [model for model in apps.get_models() if _has_drafts(model)]
    for model in [Page, *models]:
        late = model.objects.filter(live=True, expire_at__lt=timezone.now())
        yield from list(late.order_by("expire_at"))


def _has_drafts(model: type) -> bool:
    return issubclass(model, DraftStateMixin) and not issubclass(model, Page)


def _due(pk: int) -> Revision | None:
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    return due.select_for_update(of=("self",)).filter(pk=pk).first()
