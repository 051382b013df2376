"""When something that reviews are made of changes, they are published again."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import ReferenceIndex
from wagtail.signals import published

from home.models import EditorialImage
from writing.models import Paper, ReviewPage, ReviewTag
from writing.publication import republish


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


@receiver(post_save, sender=EditorialImage)
def image_was_saved(instance: EditorialImage, created: bool, **kwargs: Any) -> None:
    """Figures print the picture, its credit and its licence."""
    if not created:
        review_type = ContentType.objects.get_for_model(ReviewPage)
        uses = ReferenceIndex.get_references_to(instance)
        users = uses.filter(content_type=review_type).values_list("object_id")
        republish(ReviewPage.objects.live().filter(pk__in={int(pk) for (pk,) in users}))
