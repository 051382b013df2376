"""Whether what is kept in files is there, and for whom it can be read."""

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import FileSystemStorage, default_storage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from home.health.doctor.examining import Finding, examines, fault, warning
from home.health.readiness import NotReadyError
from home.needs import MEGABYTE, disk_has_room, media_can_be_written

# How many files are named before the rest is only counted, and looked for at all.
NAMED = 5
LOOKED_FOR = 50_000
# A backup beside the data, and a day of uploads, want this much.
COMFORTABLE_MB = 1024
# Where uploads are served, others may read; what lies beside them, nobody.
OTHERS = stat.S_IRWXO


@examines("uploads")
def uploads_can_be_written() -> Iterator[Finding]:
    """A file is written there and taken away again."""
    try:
        media_can_be_written()
    except OSError as error:
        yield fault(
            f"No file can be written where uploads are kept: {error}.",
            "Give the user who runs the site the right to write there.",
        )


@examines("images and documents", seconds=120)
def files_are_there() -> Iterator[Finding]:
    """Each file that the database names."""
    images, documents = get_image_model(), get_document_model()
    for what, names in (
        ("image", images.objects.order_by("pk").values_list("file", flat=True)),
        ("document", documents.objects.order_by("pk").values_list("file", flat=True)),
    ):
        if missing := not_there(names.iterator()):
            yield fault(
                f"The files of these {what}s are missing: {named(missing)}.",
                "Restore them from a backup of the uploads, or delete the "
                f"{what}s in the CMS.",
            )
    sizes = images.get_rendition_model().objects.order_by("pk")
    if missing := not_there(sizes.values_list("file", flat=True).iterator()):
        yield fault(
            f"These sizes of images are missing, where pages show them: "
            f"{named(missing)}.",
            "Run manage.py wagtail_update_image_renditions.",
        )


def not_there(names: Iterable[str]) -> list[str]:
    return [
        name for name in islice(names, LOOKED_FOR) if not default_storage.exists(name)
    ]


def named(names: list[str]) -> str:
    """The first few, and how many more there are."""
    more = len(names) - NAMED
    shown = ", ".join(names[:NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


@examines("disk")
def disk_is_large_enough() -> Iterator[Finding]:
    """More than /readyz asks for."""
    try:
        disk_has_room()
    except NotReadyError as error:
        yield fault(str(error), "Free some room: /readyz tells balancers to stay away.")
        return
    free = shutil.disk_usage(settings.DATA_DIR).free // MEGABYTE
    if free < COMFORTABLE_MB:
        yield warning(
            f"{free} MB are free in DATA_DIR.",
            f"Have {COMFORTABLE_MB} MB or more: a backup is written beside the data.",
        )


@examines("permissions")
def data_is_for_its_owner() -> Iterator[Finding]:
    """Nobody else of this machine reads the database, the key or private papers."""
    data = Path(settings.DATA_DIR)
    if data.stat().st_mode & OTHERS:
        yield fault(
            f"Every user of this machine can look into {data}.",
            f"Run chmod 750 {data}, or 700 where no other program serves files of it.",
        )
    if data.stat().st_uid != os.geteuid():
        yield warning(
            f"{data} belongs to another user than the one who runs the doctor.",
            "Run it as the user who runs the site: other findings may be wrong.",
        )
    for name in ("secret-key", "db.sqlite3", "private"):
        path = data / name
        if path.exists() and path.stat().st_mode & OTHERS and data_is_open(data):
            yield fault(f"Others can read {path}.", f"Run chmod o-rwx {path}.")
    key = data / "secret-key"
    if key.exists() and key.stat().st_mode & (OTHERS | stat.S_IRWXG):
        yield fault(
            f"Others than its owner can read {key}, and so sign in as anybody.",
            f"Run chmod 600 {key}, and delete it if somebody may have read it: a new "
            "one is made, and everybody signs in again.",
        )


def data_is_open(data: Path) -> bool:
    """Whether one gets to what is inside."""
    return bool(data.stat().st_mode & stat.S_IXOTH)


@examines("static files", seconds=60)
def static_files_are_collected() -> Iterator[Finding]:
    """Each file of the code is in the manifest and on the disk."""
    manifest = getattr(staticfiles_storage, "hashed_files", None)
    if settings.DEBUG or manifest is None:
        return
    advice = "Run manage.py collectstatic, then start the server anew."
    names = {path for finder in get_finders() for path, _ in finder.list(None)}
    if missing := sorted(names - manifest.keys()):
        yield fault(f"These static files are not collected: {named(missing)}.", advice)
    if lost := sorted(
        name for name in manifest.values() if not staticfiles_storage.exists(name)
    ):
        yield fault(f"The manifest names files that are gone: {named(lost)}.", advice)
    if isinstance(staticfiles_storage, FileSystemStorage):
        yield from out_of_date(manifest, advice)


def out_of_date(manifest: dict[str, str], advice: str) -> Iterator[Finding]:
    """Files of the code with other bytes than those that were collected."""
    changed = [
        path
        for finder in get_finders()
        for path, source in finder.list(None)
        if (collected := Path(settings.STATIC_ROOT, path)).is_file()
        and path in manifest
        and collected.stat().st_size != source.size(path)
    ]
    if changed:
        yield fault(f"Older files are served for these: {named(changed)}.", advice)
