"""The picture files of a bundle: what may pass for a picture."""

import warnings
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from PIL import Image, UnidentifiedImageError

from home.pictures.cleaning import cleaned

FORMATS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".webp": "WEBP",
    ".gif": "GIF",
    ".avif": "AVIF",
}
MAX_PIXELS = 40_000_000


def plain_picture(name: str, data: bytes) -> bytes:
    """The picture without what cameras and programs wrote into its file.

    Raises a `ValueError` unless the data is a picture of the kind its name says.
    """
    _check(name, data)
    try:
        return cleaned(data)
    except (OSError, SyntaxError) as error:
        raise ValueError(f'"{name}" is damaged') from error


def _check(name: str, data: bytes) -> None:
    expected = FORMATS.get(PurePath(name).suffix.lower())
    if expected is None:
        raise ValueError(f'"{name}" is not named as a picture ({", ".join(FORMATS)})')
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=[expected]) as picture:
                width, height = picture.size
                picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValueError(f'"{name}" can\'t be read as {expected}') from error
    except Image.DecompressionBombError as error:
        raise ValueError(f'"{name}" has too many pixels') from error
    if width * height > _max_pixels():
        raise ValueError(f'"{name}" has more than {_max_pixels()} pixels')


def _max_pixels() -> int:
    return getattr(settings, "WAGTAILIMAGES_MAX_IMAGE_PIXELS", None) or MAX_PIXELS
