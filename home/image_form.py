"""The form in which pictures are uploaded."""

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.images.forms import BaseImageForm

from home.pictures.cleaning import cleaned


class ImageForm(BaseImageForm):
    """Refuses a damaged picture in words; the decoders raise what they like.

    What is taken is stored without what cameras and programs wrote into it.
    """

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()
        except (AttributeError, OSError, SyntaxError, ValueError):
            self.add_error(
                "file", "This picture is damaged or cut off: upload it anew."
            )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        file.seek(0)
        data = cleaned(file.read())
        return SimpleUploadedFile(file.name, data, file.content_type)
