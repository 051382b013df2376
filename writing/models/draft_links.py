"""Links by which people without an account read a draft, and what they say of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from writing.drafts.tokens import key_in, new_key, signed

NAME_LENGTH = 100
COMMENT_LENGTH = 2000


class DraftLinkQuerySet(models.QuerySet["DraftLink"]):
    """Draft links."""

    def valid(self) -> Self:
        """Those that open: not revoked, not expired, their version still kept."""
        kept = Q(newest=True) | Q(revision__isnull=False)
        return self.filter(kept, revoked_at=None, expires_at__gt=timezone.now())

    def for_token(self, token: str) -> "DraftLink | None":
        """The link with this token; asked of the database whatever the token is.

        A token that was made up so takes as long to be refused as one that is over.
        """
        found = self.filter(key=key_in(token))
        return found.select_related("review", "revision").first()

    def for_listing(self) -> Self:
        """Everything a list shows, newest first, in one query."""
        return (
            self.select_related("revision", "created_by")
            .annotate(
                all_comments=Count("comments"),
                open_comments=Count("comments", filter=Q(comments__handled_at=None)),
            )
            .order_by("-created_at", "-pk")
        )


class DraftLink(models.Model):
    """An address that shows a draft to whoever has it, until it expires."""

    review = models.ForeignKey(
        "writing.ReviewPage", on_delete=models.CASCADE, related_name="draft_links"
    )
    newest = models.BooleanField(
        default=False, help_text="Shows the newest version, whichever that is."
    )
    # A version that is purged leaves a link that opens nothing, never another version.
    revision = models.ForeignKey(
        Revision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="draft_links",
    )
    recipient = models.CharField("for whom", max_length=NAME_LENGTH)
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    comments_allowed = models.BooleanField("may comment", default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    views = models.PositiveIntegerField(default=0)
    last_viewed_at = models.DateTimeField(null=True, blank=True)
    notified_at = models.DateTimeField(null=True, blank=True)

    objects = DraftLinkQuerySet.as_manager()

    # Wagtail would count a link as a use of its page.
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(newest=False) | Q(revision=None),
                name="draft_link_newest_or_one_version",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="draft_link_expires_later",
            ),
        ]

    def __str__(self) -> str:
        return f"draft link for {self.recipient}"

    def get_absolute_url(self) -> str:
        return reverse("draft", args=[signed(self.key)])

    @property
    def state(self) -> str:
        """In one word, whether it opens and why not."""
        if self.revoked_at:
            return "Revoked"
        if self.expires_at <= timezone.now():
            return "Expired"
        if not (self.newest or self.revision_id):
            return "Version gone"
        return "Open"

    @property
    def is_open(self) -> bool:
        """The same for one link as `valid` for many."""
        return self.state == "Open"

    def count_view(self) -> None:
        """One more opening, without reading the row first."""
        DraftLink.objects.filter(pk=self.pk).update(
            views=F("views") + 1, last_viewed_at=timezone.now()
        )

    def revoke(self) -> bool:
        """Close the link for good; false where that was done before."""
        still_open = DraftLink.objects.filter(pk=self.pk, revoked_at=None)
        return bool(still_open.update(revoked_at=timezone.now()))


class DraftCommentQuerySet(models.QuerySet["DraftComment"]):
    """Comments on drafts."""

    def open(self) -> Self:
        """Those that no editor has dealt with."""
        return self.filter(handled_at=None)

    def handled(self) -> Self:
        """Those that an editor has dealt with."""
        return self.exclude(handled_at=None)


class DraftComment(models.Model):
    """What the reader of a draft link says of one claim or of the whole draft.

    Editors alone read it. The claim is kept in its words of then, since it may have
    been changed because of the comment.
    """

    link = models.ForeignKey(
        DraftLink, on_delete=models.CASCADE, related_name="comments"
    )
    revision = models.ForeignKey(
        Revision,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The version that was read.",
    )
    block_id = models.UUIDField(null=True, blank=True)
    label = models.CharField(max_length=40, blank=True)
    said = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=40, blank=True, help_text="As printed.")
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    text = models.TextField(max_length=COMMENT_LENGTH)
    sender = models.CharField(
        max_length=64, blank=True, help_text="A digest; no address is stored."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = DraftCommentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["link", "created_at"])]

    def __str__(self) -> str:
        return f"comment of {self.name or self.link.recipient}"

    @property
    def edit_url(self) -> str:
        """The claim in the review's editor, or the editor for the whole draft."""
        url = reverse("wagtailadmin_pages:edit", args=[self.link.review_id])
        return f"{url}#:w:contentpath=body.{self.block_id}" if self.block_id else url


def is_shared(revision: Revision | None) -> bool:
    """Whether a draft link shows this very version, which then has to stay as it is."""
    return revision is not None and DraftLink.objects.filter(revision=revision).exists()
