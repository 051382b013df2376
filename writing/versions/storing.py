"""Keeping the text of a version: file and words go in together, or neither does."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.log_actions import log

from home.models import User
from writing.models import Paper, VersionText
from writing.models.version_texts import forget_file
from writing.paper_text.reading import Reading, read_text
from writing.versions.news import News, tell_reviews

STORED, REMOVED = "writing.store_text", "writing.remove_text"


def store_text(paper: Paper, label: str, data: bytes, user: User) -> News:
    """Keep the text of a version, in place of the one it had; gives what that changes.

    Raises `Unreadable`, in a sentence. The file is read before anything is locked.
    """
    reading = read_text(data)
    text = VersionText(paper=paper, label=label, kind=reading.kind, uploaded_by=user)
    text.sha256 = hashlib.sha256(data).hexdigest()
    text.size = len(data)
    text.file.save("text", ContentFile(data), save=False)
    try:
        with transaction.atomic():
            return _put(text, reading)
    except BaseException:
        text.file.delete(save=False)
        raise


def remove_text(text: VersionText, user: User) -> None:
    """Take a text away, with what it had reviews look at again."""
    with transaction.atomic():
        log(text.paper, REMOVED, user=user, data={"label": text.label})
        text.delete()


def _put(text: VersionText, reading: Reading) -> News:
    """Write the row over the one there was, and tell the reviews."""
    stored = VersionText.objects.select_for_update()
    before = stored.filter(paper=text.paper, label=text.label).first()
    if before:
        text.pk = before.pk
        forget_file(before)
    text.pages = [tuple(page) for page in reading.pages]
    text.page_count = len(reading.pages)
    text.problem = reading.problem
    text.save()
    told = {"label": text.label, "sha256": text.sha256}
    log(text.paper, STORED, user=text.uploaded_by, data=told)
    if before and before.sha256 == text.sha256:
        return News(text)
    former = before.searchable if before and before.pages else None
    return News(text, tell_reviews(text, former))
