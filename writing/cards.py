"""The card of a review: drawn after a publish, kept in storage, healed when missing.

A card's name is the digest of all that is on it, so a card that is found is right.
"""

import hashlib
import json
import logging
from dataclasses import astuple
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from home.models import SiteSettings
from writing.rendering.cards import Card, draw_card
from writing.rendering.typography import curled
from writing.verdicts import Verdict

if TYPE_CHECKING:
    from writing.models import Paper, ReviewPage

# Changes whenever the drawing does, so that cards are drawn again.
VERSION = 1
# The last bytes of every PNG: a file without them is still being written.
PNG_END = b"IEND\xaeB`\x82"

logger = logging.getLogger(__name__)


def review_card(review: "ReviewPage", settings: SiteSettings) -> Card:
    """What the card of a review says, from what was fetched with it."""
    return Card(
        site_name=curled(settings.site_name),
        title=curled(review.title),
        paper=curled(review.paper.short_title),
        venue=curled(venue_of(review.paper)),
        counts=tuple(
            (verdict.value, verdict.label, count) for verdict, count in review.tally
        ),
    )


def site_card(settings: SiteSettings) -> Card:
    """What the site's own card says: what it is for, and the scale it uses."""
    return Card(
        site_name=curled(settings.site_name),
        title=curled(settings.tagline or settings.description),
        counts=tuple((verdict.value, verdict.label, None) for verdict in Verdict),
    )


def venue_of(paper: "Paper") -> str:
    """Where and when a paper appeared, as components/kicker.html has it."""
    year = str(paper.year)
    if not paper.venue:
        return year
    return paper.venue if year[2:] in paper.venue else f"{paper.venue} {year}"


def digest_of(card: Card) -> str:
    """The key of all that is on a card."""
    text = json.dumps([VERSION, *astuple(card)])
    return hashlib.sha256(text.encode()).hexdigest()


def draw_card_of(review: "ReviewPage") -> None:
    """Draw the card of a review once what is being published has been committed.

    A failure is logged; the card is then drawn when it is first asked for.
    """
    pk = review.pk
    transaction.on_commit(lambda: keep_card(pk), robust=True)


def keep_card(pk: int) -> None:
    """Draw and keep the card of the review as it is live by now."""
    reviews = apps.get_model("writing", "ReviewPage").objects.live()
    if review := reviews.select_related("paper", "rendered").filter(pk=pk).first():
        card_of(review)


def card_of(review: "ReviewPage") -> bytes:
    """The card of a live review, from storage if it is there."""
    return kept(
        f"cards/{review.pk}", review_card(review, SiteSettings.for_page(review))
    )


def kept(folder: str, card: Card) -> bytes:
    """A card from a folder of storage; the only one there once it has been drawn."""
    name = f"{digest_of(card)}.png"
    picture = read(f"{folder}/{name}")
    if not picture:
        picture = draw_card(card)
        keep(folder, name, picture)
    return picture


def read(path: str) -> bytes:
    """A whole picture in storage, or nothing. Storage may be down."""
    try:
        if not default_storage.exists(path):
            return b""
        with default_storage.open(path) as file:
            picture = bytes(file.read())
    except Exception:
        logger.exception("The card %s can't be read.", path)
        return b""
    return picture if picture.endswith(PNG_END) else b""


def keep(folder: str, name: str, picture: bytes) -> None:
    """Put a picture in storage in place of all that is in its folder.

    Two at once do no harm: whichever is gone is drawn again when it is asked for.
    """
    try:
        for former in former_names(folder):
            default_storage.delete(f"{folder}/{former}")
        saved = default_storage.save(f"{folder}/{name}", ContentFile(picture))
        # Storage gives another name if somebody was quicker with the same card.
        if saved != f"{folder}/{name}":
            default_storage.delete(saved)
    except Exception:
        logger.exception("The card %s/%s can't be kept.", folder, name)


def former_names(folder: str) -> list[str]:
    """What is in a folder of storage; one that isn't there yet holds nothing.

    A bucket has names with slashes and no folders, so none is asked for by itself.
    """
    try:
        return list(default_storage.listdir(folder)[1])
    except FileNotFoundError:
        return []
