"""When what anyone may read changes, what is derived for the search follows."""

from typing import Any

from django.core.management import call_command
from django.dispatch import receiver

from home.backup.announcements import site_restored
from search.indexing import refresh
from writing.announcements import reviews_changed


@receiver(reviews_changed)
def reviews_were_changed(keys: list[int], **kwargs: Any) -> None:
    """In the transaction of the change."""
    refresh(keys)


@receiver(site_restored)
def site_was_restored(**kwargs: Any) -> None:
    """Index what is there now; a start of the site does so should this be killed."""
    call_command("rebuild_search", from_start=True, verbosity=0)
