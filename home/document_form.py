"""The form in which documents are uploaded."""

from pathlib import PurePath
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm

LARGEST = 20 * 1024 * 1024
# The rest of what WAGTAILDOCS_EXTENSIONS allows is text.
BEGINNINGS = {".pdf": b"%PDF-"}
# Besides them text holds no control characters.
WHITESPACE = frozenset("\t\n\r\f")


class DocumentForm(BaseDocumentForm):
    """Refuses what is not what its name says."""

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        # Unless it was sent with the form, it was looked at when it came.
        if "file" in self.changed_data:
            _check(file.name, file.size, file)
            file.seek(0)
        return file


def _check(name: str, size: int, file: BinaryIO) -> None:
    """Raise a `ValidationError` unless the content is of the kind that is named."""
    if size > LARGEST:
        raise ValidationError(f"The file is larger than {LARGEST >> 20} MB.")
    file.seek(0)
    data = file.read()
    beginning = BEGINNINGS.get(PurePath(name).suffix.lower())
    if beginning and not data.startswith(beginning):
        raise ValidationError("This is no PDF, whatever its name says.")
    if not beginning and not _is_text(data):
        raise ValidationError("This is no text in UTF-8, whatever its name says.")


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all(sign >= " " or sign in WHITESPACE for sign in text)
