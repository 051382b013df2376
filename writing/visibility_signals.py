"""Changes to what anyone may read that are not made by saving a review."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

from writing.announcements import announce
from writing.models import (
    ReviewPage,
    ReviewTag,
    SeriesEntry,
    SeriesPage,
    TaggedReview,
)


@receiver(page_unpublished, sender=ReviewPage)
@receiver(post_delete, sender=ReviewPage)
def review_went(instance: ReviewPage, **kwargs: Any) -> None:
    """By itself, or with a page above it."""
    announce([instance.pk])


@receiver(page_unpublished, sender=SeriesPage)
def series_went(instance: SeriesPage, **kwargs: Any) -> None:
    """Its reviews are no longer found as part of it."""
    announce(instance.review_ids)


@receiver(post_delete, sender=SeriesEntry)
def entry_went(instance: SeriesEntry, **kwargs: Any) -> None:
    """By itself, or with its series or its review."""
    announce([instance.review_id])


@receiver(post_delete, sender=TaggedReview)
def tag_was_taken(
    instance: TaggedReview, origin: Model | QuerySet[Any], **kwargs: Any
) -> None:
    """With the tag: a review that is given others tells of it when it is saved."""
    if deletes(origin, ReviewTag):
        announce([instance.content_object_id])


@receiver(post_save, sender=PageViewRestriction)
def privacy_was_set(instance: PageViewRestriction, **kwargs: Any) -> None:
    """On a page and all that is below it."""
    announce(reviews_below(instance.page))


@receiver(post_delete, sender=PageViewRestriction)
def privacy_was_lifted(
    instance: PageViewRestriction, origin: Model | QuerySet[Any], **kwargs: Any
) -> None:
    """Unless the page goes too, and all that is below it."""
    if deletes(origin, PageViewRestriction):
        announce(reviews_below(instance.page))


@receiver(post_page_move)
def page_was_moved(instance: Page, **kwargs: Any) -> None:
    """Perhaps into a private section, or out of it."""
    announce(reviews_below(instance))


def reviews_below(page: Page) -> Iterable[int]:
    """The live reviews in a part of the tree, and those of the series in it."""
    reviews = ReviewPage.objects.live().descendant_of(page, inclusive=True)
    series = SeriesPage.objects.live().descendant_of(page, inclusive=True)
    entries = SeriesEntry.objects.filter(series__in=series)
    return {
        *reviews.values_list("pk", flat=True),
        *entries.values_list("review", flat=True),
    }


def deletes(origin: Model | QuerySet[Any], model: type[Model]) -> bool:
    """Whether a deletion was one of this model, rather than came with another's."""
    begun = origin.model if isinstance(origin, QuerySet) else type(origin)
    return issubclass(begun, model)
