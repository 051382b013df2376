"""The form in which the text of a version is stored."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from writing.paper_text.limits import MAX_FILE, MAX_PAGES, MEGABYTE

MOST = MAX_FILE // MEGABYTE


class TextForm(forms.Form):
    """Which version, and its file."""

    version = forms.ChoiceField(help_text="A text that it has already is replaced.")
    file = forms.FileField(
        help_text=(
            f"A PDF, or one HTML file. At most {MOST} MB and {MAX_PAGES} pages. "
            "Readers never see it."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.html,.htm"}),
    )

    def __init__(self, *args: Any, labels: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = cast(forms.ChoiceField, self.fields["version"])
        version.choices = [(label, label) for label in labels]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_FILE:
            raise ValidationError(f"The file is larger than {MOST} MB.")
        return file
