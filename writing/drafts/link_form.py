"""The form in which an editor makes a draft link."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Revision

from writing.drafts.comment_form import OneLineField
from writing.models import DraftLink, ReviewPage
from writing.models.draft_links import NAME_LENGTH

DAYS, MOST_DAYS = 14, 90
# The versions to choose from, newest first.
VERSIONS = 50


class VersionField(forms.ModelChoiceField):
    """One version of a review, told by its date and its author."""

    def label_from_instance(self, obj: Revision) -> str:
        day = date_format(timezone.localtime(obj.created_at), "j F Y, H:i")
        name = get_user_display_name(obj.user)
        return f"Version of {day} by {name}" if name else f"Version of {day}"


class DraftLinkForm(forms.Form):
    """For whom a link is, what it shows, and until when."""

    recipient = OneLineField(
        label="For whom",
        max_length=NAME_LENGTH,
        help_text="Who gets the link; the draft names them. One link a person.",
    )
    version = VersionField(
        queryset=Revision.objects.none(),
        required=False,
        empty_label="Always the newest",
        label="Shows",
        help_text="A version that is chosen stays as it is, whatever is edited later.",
    )
    days = forms.IntegerField(
        label="Days it can be read",
        initial=DAYS,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=f"From now on, {MOST_DAYS} at most.",
    )
    comments_allowed = forms.BooleanField(
        label="May comment", required=False, initial=True
    )

    def __init__(self, *args: Any, review: ReviewPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        newest = review.revisions.order_by("-created_at", "-pk")[:VERSIONS]
        keys = [revision.pk for revision in newest]
        versions = Revision.objects.filter(pk__in=keys).select_related("user")
        version = self.fields["version"]
        if isinstance(version, VersionField):
            version.queryset = versions.order_by("-created_at", "-pk")

    def link(self) -> DraftLink:
        """The link as it was asked for, unsaved."""
        chosen = self.cleaned_data["version"]
        made = timezone.now()
        return DraftLink(
            review=self.review,
            newest=chosen is None,
            revision=chosen,
            recipient=self.cleaned_data["recipient"],
            comments_allowed=self.cleaned_data["comments_allowed"],
            created_at=made,
            expires_at=made + timedelta(days=self.cleaned_data["days"]),
        )
