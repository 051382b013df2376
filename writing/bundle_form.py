"""The forms in which bundles are brought in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.snippets.widgets import AdminSnippetChooser

from writing.bundles.limits import MAX_ARCHIVE, MEGABYTE
from writing.bundles.records import Bundle
from writing.models import Paper


class ImportForm(forms.Form):
    """A zip file or a text, and for those who may publish whether to."""

    file = forms.FileField(
        label="Zip or Markdown file",
        max_length=255,
        help_text=(
            "A zip file with a folder for each review, named as its slug, with "
            "index.md, references.bib and pictures; or Markdown as Hugo, Jekyll and "
            "Quarto have it, zipped with its pictures or a single text. "
            f"At most {MAX_ARCHIVE // MEGABYTE} MB. "
            "You will be shown what would change before anything is stored."
        ),
        widget=forms.FileInput(
            attrs={"accept": ".zip,application/zip,.md,.markdown,.qmd,.rmd"}
        ),
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


class PapersForm(forms.Form):
    """Which paper each text is about that does not say so."""

    def __init__(self, *args: Any, texts: Iterable[Bundle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for text in texts:
            self.fields[text.slug] = forms.ModelChoiceField(
                queryset=Paper.objects.all(),
                required=False,
                label=f"{text.front.title} ({text.places.file})",
                widget=AdminSnippetChooser(model=Paper),
            )

    @property
    def chosen(self) -> dict[str, str]:
        """By the slug of a text, the slug of its paper."""
        return {slug: paper.slug for slug, paper in self.cleaned_data.items() if paper}
