"""When what anyone may read changes, what is derived for the search follows."""

from typing import Any

from django.dispatch import receiver

from search.indexing import refresh
from writing.announcements import reviews_changed


@receiver(reviews_changed)
def reviews_were_changed(keys: list[int], **kwargs: Any) -> None:
    """In the transaction of the change."""
    refresh(keys)
