"""What readers say is wrong with a claim."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from wagtail.permission_policies.pages import PagePermissionPolicy

from writing.models.reviews import ReviewPage
from writing.verdicts import Verdict

if TYPE_CHECKING:
    from home.models import User

LEAST_TEXT, MOST_TEXT = 20, 2000
MOST_PLACE, MOST_NAME, MOST_ANSWER = 200, 100, 2000


class ObjectionQuerySet(models.QuerySet[Any]):
    """Objections."""

    def open(self) -> Self:
        """Those that nobody has dealt with."""
        return self.filter(state=Objection.State.OPEN)

    def for_editor(self, user: "User") -> Self:
        """Those about reviews that the user may edit."""
        policy = PagePermissionPolicy(ReviewPage)
        reviews = policy.instances_user_has_permission_for(user, "change")
        return self.filter(review__in=reviews.values("pk"))


class Objection(models.Model):
    """A reader's word that a claim is wrong, with the claim as it stood then."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    review = models.ForeignKey(
        ReviewPage, on_delete=models.CASCADE, related_name="objections"
    )
    block_id = models.UUIDField()
    label = models.CharField(max_length=40)
    said = models.CharField(max_length=300)
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    text = models.TextField(max_length=MOST_TEXT)
    place = models.CharField(max_length=MOST_PLACE, blank=True)
    name = models.CharField(max_length=MOST_NAME, blank=True)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sender = models.CharField(
        max_length=64,
        db_index=True,
        help_text="A keyed digest of address and day, to count by and nothing else.",
    )
    announced_at = models.DateTimeField(
        null=True, blank=True, help_text="When a message about it went to moderators."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    handled_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("internal note", max_length=MOST_ANSWER, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values),
                name="objection_verdict_on_scale",
            ),
        ]

    def __str__(self) -> str:
        return self.said
