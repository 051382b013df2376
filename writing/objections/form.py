"""The form in which readers say that a claim is wrong."""

from django import forms

from writing.models.objections import (
    LEAST_TEXT,
    MOST_NAME,
    MOST_PLACE,
    MOST_TEXT,
    Objection,
)
from writing.typed_text import PlainTextField


class ObjectionForm(forms.ModelForm):
    """What is wrong, where that can be seen, and who says so, if they like."""

    text = PlainTextField(
        label="What is wrong?",
        min_length=LEAST_TEXT,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="A few sentences, as plain text.",
        error_messages={
            "required": "Please write what is wrong.",
            "min_length": (
                "Please write a little more: %(limit_value)s characters at least."
            ),
            "max_length": (
                "That is %(show_value)s characters: please write %(limit_value)s "
                "at most."
            ),
        },
    )
    place = forms.CharField(
        label="Where in the paper can it be seen?",
        required=False,
        max_length=MOST_PLACE,
        help_text="For example: §5, p. 5, or Table 3.",
    )
    name = forms.CharField(
        label="Your name",
        required=False,
        max_length=MOST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Your e-mail address",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": "That is no e-mail address: write one, or leave it empty."
        },
    )
    # Nobody sees it, so whoever fills it in is no reader.
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    class Meta:
        model = Objection
        fields = ("text", "place", "name", "email")

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled it in."""
        return bool(self.data.get("website"))
