"""Draft links, and reviews at versions for them to show."""

from datetime import timedelta

import factory
from django.utils import timezone

from tests.factories import ReviewPageFactory, claim, prose, sound
from writing.models import DraftLink

SECRET = "Nobody but Ada reads this."


class DraftLinkFactory(factory.django.DjangoModelFactory):
    """An open link to the newest version; `revision` makes it one to that version."""

    class Meta:
        model = DraftLink

    recipient = "Ada Example"
    newest = factory.LazyAttribute(lambda link: link.revision is None)
    revision = None
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


def draft(site, **fields):
    """A review that was never public."""
    body = sound(prose(SECRET), claim())
    return ReviewPageFactory(
        parent=site, **{"live": False, "slug": "draft-of-ada", "body": body, **fields}
    )


def saved_again(review, text):
    """A newer version of the review, which holds the text."""
    review.body = sound(prose(text), claim())
    return review.save_revision()


def end(link):
    """Let the link's time be over."""
    day = timedelta(days=1)
    DraftLink.objects.filter(pk=link.pk).update(
        created_at=timezone.now() - 2 * day, expires_at=timezone.now() - day
    )


def assert_for_one_reader(response):
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "ETag" not in response
