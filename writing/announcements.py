"""Tells who listens that what anyone may read of reviews may have changed.

Sent in the transaction of the change, so that what listeners write is stored with it or
not at all. A review that is told of twice, or that did not change, does no harm.
"""

from collections.abc import Iterable

from django.dispatch import Signal

# Provides `keys`: those of the reviews, some of which may be gone.
reviews_changed = Signal()


def announce(keys: Iterable[int]) -> None:
    """Say that these reviews may have changed."""
    if found := sorted(set(keys)):
        reviews_changed.send(sender=None, keys=found)
