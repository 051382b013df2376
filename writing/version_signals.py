"""What a publish says about places that a newer version of the paper changed."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from writing.models import ReviewPage
from writing.versions.news import settle


@receiver(page_published, sender=ReviewPage)
def review_was_published(instance: ReviewPage, **kwargs: Any) -> None:
    """Close what it has dealt with."""
    settle(instance)
