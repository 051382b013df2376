"""The image library as bundles see it: pictures by file name."""

import re
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import PurePath
from types import TracebackType
from typing import Self

from django.core.files.images import ImageFile
from django.utils.text import slugify
from wagtail.models import Collection
from wagtail.utils.file import hash_filelike

from home.models import EditorialImage, EditorialRendition, User
from writing.bundles.rights import refuse_new_picture

RENDITIONS = "images"
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Album:
    """Finds pictures that the library has, and enters those it has not.

    It goes around a transaction: if that fails, the files of what was entered go too.
    It may go around several, one after the other, and around all of them again.
    """

    def __init__(self, user: User | None = None) -> None:
        self.user = user
        self.preferred: set[int] = set()
        self.entered: list[EditorialImage] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while kind and self.entered:
            image = self.entered.pop()
            image.file.storage.delete(str(image.file.name))
            _delete_renditions(image)

    def prefer(self, keys: Iterable[int]) -> None:
        """Where there are twins, take these: the pictures a review shows already."""
        self.preferred = set(keys)

    def key_of(self, name: str, data: bytes) -> int:
        """The key of the picture with this name and content."""
        found = self._find(name, data) or self._enter(name, data)
        return int(found.pk)

    def _find(self, name: str, data: bytes) -> EditorialImage | None:
        same_content = EditorialImage.objects.filter(
            file_hash=hash_filelike(BytesIO(data)),
            collection=Collection.get_first_root_node(),
        )
        stem = PurePath(name).stem
        same = [image for image in same_content if _is_called(image, stem)]
        return min(same, key=lambda i: (i.pk not in self.preferred, i.pk), default=None)

    def _enter(self, name: str, data: bytes) -> EditorialImage:
        refuse_new_picture(self.user)
        image = EditorialImage(
            title=PurePath(name).stem,
            file=ImageFile(BytesIO(data), name=_short(name)),
            collection=Collection.get_first_root_node(),
            uploaded_by_user=self.user,
        )
        image.file_size = len(data)
        image.file_hash = hash_filelike(BytesIO(data))
        image.full_clean()
        image.save()
        self.entered.append(image)
        return image


def _delete_renditions(image: EditorialImage) -> None:
    """Delete the files of its renditions, whose rows are gone: they bear its name."""
    storage = EditorialRendition._meta.get_field("file").storage
    beginning = f"{PurePath(str(image.file.name)).stem}."
    with suppress(FileNotFoundError):
        for name in storage.listdir(RENDITIONS)[1]:
            if name.startswith(beginning):
                storage.delete(f"{RENDITIONS}/{name}")


def name_pictures(images: Iterable[EditorialImage]) -> dict[int, str]:
    """A file name for each picture, by key: from its title, no two the same."""
    names: dict[int, str] = {}
    for image in images:
        if image.pk not in names:
            names[image.pk] = _free_name(image, set(names.values()))
    return names


def _free_name(image: EditorialImage, taken: set[str]) -> str:
    base, suffix = _base(image.title), PurePath(image.file.name).suffix.lower()
    name, count = f"{base}{suffix}", 1
    while name in taken:
        count += 1
        name = f"{base}-{count}{suffix}"
    return name


def _short(name: str) -> str:
    """A name that is not cut off when Wagtail derives others from it."""
    path = PurePath(name)
    return f"{path.stem[:30]}{path.suffix}"


def _base(title: str) -> str:
    return title if PLAIN.fullmatch(title) else slugify(title) or "picture"


def _is_called(image: EditorialImage, stem: str) -> bool:
    """Whether the picture could have been written under this name."""
    base = _base(image.title)
    counted = re.fullmatch(rf"{re.escape(base)}-\d+", stem)
    return _base(stem) == base or bool(counted)
