"""Uploads that wait for their person to say what of them is to be imported."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

if TYPE_CHECKING:
    from home.models import User

KEPT = timedelta(hours=1)


class BundleUploadManager(models.Manager["BundleUpload"]):
    """Uploads, each kept for an hour."""

    def of(self, user: "User") -> models.QuerySet["BundleUpload"]:
        """What the person has uploaded within the hour."""
        return self.filter(user=user, created_at__gt=timezone.now() - KEPT)

    @transaction.atomic
    def keep(
        self, user: "User", name: str, data: bytes, *, publish: bool = False
    ) -> "BundleUpload":
        """Keep an upload in place of the person's last one, and drop what is too old.

        So there is one a person at most, of the size that an archive may have.
        """
        old = models.Q(created_at__lte=timezone.now() - KEPT)
        self.filter(old | models.Q(user=user)).delete()
        return self.create(user=user, name=name, data=data, publish=publish)


class BundleUpload(models.Model):
    """A file between its upload and the word of its person.

    A row, since the next request may be answered by another machine, and never a file
    that could be reached by its address.
    """

    token = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    publish = models.BooleanField(default=False)
    papers = models.JSONField(
        default=dict, help_text="By the slug of a foreign text, its paper's slug."
    )
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = BundleUploadManager()

    def __str__(self) -> str:
        return f"{self.name}, uploaded by {self.user}"

    @property
    def kept_until(self) -> datetime:
        """When it is too old to be imported."""
        return self.created_at + KEPT
