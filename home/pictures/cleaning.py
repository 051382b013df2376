"""Draws an uploaded picture anew, without what it holds besides."""

from io import BytesIO
from typing import Any

from django.conf import settings
from PIL import Image, ImageOps

from home.pictures.containers import WALKS, is_plain

# What belongs to how a picture looks; all else that Pillow knows of it is left out.
KEPT = ("icc_profile", "transparency", "duration", "loop", "disposal", "background")
# As good as it came, nearly: the tables it was made with are used again.
WRITING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": "keep"},
    "WEBP": {"quality": 90, "method": 4},
    "AVIF": {"quality": 85},
    "PNG": {"optimize": True},
    "GIF": {},
}
# Upright is 1; the others are lost with the metadata and must be drawn.
ORIENTATION = 0x0112


def cleaned(data: bytes) -> bytes:
    """The file of a picture that is nothing but a picture.

    One that is so already is left as it is, to the byte. Raises a `ValueError` for what
    can't be drawn or is larger than pictures may be.
    """
    with Image.open(BytesIO(data), formats=list(WALKS)) as picture:
        kind = str(picture.format)
        _refuse_large(picture)
        picture.load()
        if is_plain(data, kind):
            return data
        drawn = _draw(picture, kind)
    if not is_plain(drawn, kind):
        raise ValueError("This picture can't be freed of what it holds besides.")
    return drawn


def _refuse_large(picture: Image.Image) -> None:
    width, height = picture.size
    frames = getattr(picture, "n_frames", 1)
    if width * height * frames > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValueError("This picture has too many pixels.")


def _draw(picture: Image.Image, kind: str) -> bytes:
    """The picture in its own format, upright, every frame of it."""
    kept: dict[str | tuple[int, int], Any] = {
        name: picture.info[name] for name in KEPT if name in picture.info
    }
    options: dict[str, Any] = WRITING[kind]
    moves = getattr(picture, "is_animated", False)
    turned = picture.getexif().get(ORIENTATION, 1) != 1
    if turned and not moves:
        picture = ImageOps.exif_transpose(picture)
        options = {"quality": 95} if kind == "JPEG" else options
    picture.info = kept
    target = BytesIO()
    if moves:
        options = {**options, "save_all": True}
    picture.save(target, kind, exif=b"", **options)
    return target.getvalue()
