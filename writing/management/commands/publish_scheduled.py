"""Publish what is due, each revision by itself."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import Revision

from writing.checks import refusal_of

logger = logging.getLogger(__name__)


class Command(publish_scheduled.Command):
    """Wagtail's command, in which one review that is refused would stop all later ones.

    A refused revision is no longer scheduled, and the log says why.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dryrun"]:
            due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
            for revision in due.order_by("approved_go_live_at"):
                self._publish(revision)
        super().handle(*args, **options)

    def _publish(self, revision: Revision) -> None:
        try:
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")
        except ValidationError as error:
            reason = refusal_of(revision.object_str, error)
            logger.warning("%s It is no longer scheduled.", reason)
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
