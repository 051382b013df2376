"""The form in which pictures are uploaded."""

from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """Refuses a damaged picture in words; the decoders raise what they like."""

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()
        except (AttributeError, OSError, SyntaxError, ValueError):
            self.add_error(
                "file", "This picture is damaged or cut off: upload it anew."
            )
