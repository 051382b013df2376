"""The form in which the reader of a draft link says something."""

from django import forms

from writing.models.draft_links import COMMENT_LENGTH, NAME_LENGTH
from writing.typed_text import OneLineField, PlainTextField

# As many digits as the key of a row can have.
LONGEST_KEY = 18


class DraftCommentForm(forms.Form):
    """A comment, and beside it which claim of which version it is about."""

    text = PlainTextField(
        max_length=COMMENT_LENGTH,
        error_messages={
            "required": "Write your comment first.",
            "max_length": (
                "A comment has %(limit_value)d characters at most; "
                "this one has %(show_value)d."
            ),
        },
    )
    name = OneLineField(
        required=False,
        max_length=NAME_LENGTH,
        error_messages={"max_length": "A name has %(limit_value)d characters at most."},
    )

    @property
    def label(self) -> str:
        """The label of the claim; empty for the whole draft."""
        label: str = self.data.get("claim", "")
        return label

    @property
    def version(self) -> int | None:
        """The key of the version that was on the screen, where one was sent."""
        sent = self.data.get("version", "")
        return int(sent) if sent.isdecimal() and len(sent) <= LONGEST_KEY else None
