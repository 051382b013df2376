"""The form in which bundles are brought in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from writing.bundles.limits import MAX_ARCHIVE, MEGABYTE


class ImportForm(forms.Form):
    """A zip file, and for those who may publish whether to."""

    file = forms.FileField(
        label="Zip file",
        help_text=(
            "A folder for each review, named as its slug, with index.md, "
            f"references.bib and pictures. At most {MAX_ARCHIVE // MEGABYTE} MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )
    publish = forms.BooleanField(
        required=False,
        help_text="Without it, what is new or changed is stored as a draft.",
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_publish = may_publish
        if not may_publish:
            del self.fields["publish"]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_ARCHIVE:
            limit = MAX_ARCHIVE // MEGABYTE
            raise ValidationError(f"The file is larger than {limit} MB.")
        return file

    def clean(self) -> dict[str, Any] | None:
        if not self.may_publish and self.data.get("publish"):
            raise ValidationError("You may not publish here.")
        return super().clean()
