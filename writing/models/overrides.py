"""Warnings that somebody let stand."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.log_actions import log
from wagtail.models import Revision

from writing.checks.findings import Finding
from writing.gate_log import OVERRIDDEN

FEWEST_WORDS = 3


def check_reason(text: str) -> str:
    """The reason given for an override, if it is one; else a `ValidationError`."""
    reason = " ".join(text.split())
    if len(reason.split(" ")) < FEWEST_WORDS:
        raise ValidationError("Say in a few words why it is published all the same.")
    return reason


class Override(models.Model):
    """Who let which warnings of one revision stand, when, and why.

    It holds for that revision only, and for no warning that is not in its list. Without
    a user it was the operator, who imported the review.
    """

    revision = models.OneToOneField(
        Revision, on_delete=models.CASCADE, related_name="override"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="overrides",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    findings = models.JSONField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"override for revision {self.revision_id}"

    @classmethod
    def of(cls, found: Iterable[Finding], user: Any, reason: str) -> Self:
        """An unsaved override, which waits for its revision."""
        return cls(findings=[one.row for one in found], user=user, reason=reason)

    def hold_for(self, revision: Revision) -> None:
        """Store it for a revision, in place of what was said before, and log it."""
        Override.objects.filter(revision=revision).delete()
        self.revision = revision
        self.save()
        log(
            instance=revision.content_object,
            action=OVERRIDDEN,
            user=self.user,
            revision=revision,
            data={"reason": self.reason, "findings": self.findings},
        )

    def covers(self, finding: Finding) -> bool:
        """Whether this very warning was let stand."""
        return any(Finding(**row).key == finding.key for row in self.findings)
