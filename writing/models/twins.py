"""Tags that look like one subject and are two, as a moderator said."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from writing.models.tags import ReviewTag


class TagsApart(models.Model):
    """Two tags that are not twins; the one with the lower key comes first."""

    first = models.ForeignKey(ReviewTag, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(ReviewTag, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="apart_unique"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="apart_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"
