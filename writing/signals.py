"""When something that reviews are made of changes, they are published again."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.signals import page_published, post_page_move, published

from home.models import EditorialImage, SiteSettings
from writing.bibliography.csl import DEFAULT
from writing.models import (
    CitationSettings,
    Paper,
    ReviewPage,
    ReviewTag,
    WritingIndexPage,
)
from writing.publication import republish
from writing.querysets import ReviewQuerySet


@receiver(published, sender=Paper)
def paper_was_published(instance: Paper, **kwargs: Any) -> None:
    """Reviews of the paper print it; reviews that cite it list it."""
    reviews = ReviewPage.objects.live()
    republish(
        reviews.filter(Q(paper=instance) | Q(references__paper=instance)).distinct()
    )


@receiver(post_save, sender=ReviewTag)
def tag_was_saved(instance: ReviewTag, created: bool, **kwargs: Any) -> None:
    """The search index holds tags by name."""
    if not created:
        republish(ReviewPage.objects.live().filter(tagged__tag=instance))


@receiver(pre_delete, sender=ReviewTag)
def tag_goes(instance: ReviewTag, **kwargs: Any) -> None:
    """Its reviews are found by it no longer."""
    republish_afterwards(ReviewPage.objects.live().filter(tagged__tag=instance))


@receiver(post_save, sender=CitationSettings)
def style_was_chosen(instance: CitationSettings, created: bool, **kwargs: Any) -> None:
    """References are set in another style, unless the first choice is the default."""
    if not (created and instance.reference_style == DEFAULT):
        republish(ReviewPage.objects.live().in_site(instance.site))


@receiver(post_save, sender=Site)
@receiver(post_save, sender=SiteSettings)
def site_was_saved(instance: Any, created: bool, **kwargs: Any) -> None:
    """A review's citation and metadata name the site, its publisher and its host."""
    site = instance if isinstance(instance, Site) else instance.site
    # Wagtail forgets the old addresses too, but may be told of the change after us.
    Site.clear_site_root_paths_cache()
    if not created:
        republish(ReviewPage.objects.live().in_site(site), anew=False)


@receiver(page_published, sender=WritingIndexPage)
@receiver(post_page_move)
def addresses_changed(instance: Page, **kwargs: Any) -> None:
    """Metadata hold the addresses of a review and of the pages above it."""
    reviews = ReviewPage.objects.live().descendant_of(instance, inclusive=True)
    republish(reviews, anew=False)


@receiver(post_save, sender=EditorialImage)
def image_was_saved(instance: EditorialImage, created: bool, **kwargs: Any) -> None:
    """Figures print the picture, its credit and its licence."""
    if not created:
        republish(reviews_showing(instance))


@receiver(pre_delete, sender=EditorialImage)
def image_goes(instance: EditorialImage, **kwargs: Any) -> None:
    """Figures are drawn without it, rather than with a picture that is not there."""
    republish_afterwards(reviews_showing(instance))


def reviews_showing(image: EditorialImage) -> ReviewQuerySet:
    """The live reviews with a figure of this picture."""
    review_type = ContentType.objects.get_for_model(ReviewPage)
    uses = ReferenceIndex.get_references_to(image).filter(content_type=review_type)
    keys = {int(key) for key in uses.values_list("object_id", flat=True)}
    return ReviewPage.objects.live().filter(pk__in=keys)


def republish_afterwards(reviews: ReviewQuerySet) -> None:
    """Publish again once the deletion, which takes the references along, is done."""
    found = list(reviews)
    transaction.on_commit(lambda: republish(found))
