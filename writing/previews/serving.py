"""A review as it is typed, in every shape in which readers will meet it.

Everything is drawn in memory from the unsaved page: no rendering, card or other file
is stored, and the middleware keeps the answers out of every cache.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe

from home.models import SiteSettings
from writing.bundles.review_records import public_text
from writing.cards import review_card
from writing.feeds import ReviewFeed, plain
from writing.models import ReviewPage
from writing.reading import rendering_of
from writing.rendering.cards import draw_card

ENTRY = re.compile(r"<entry>.*</entry>", re.DOTALL)

Context = dict[str, Any]


class EntryFeed(ReviewFeed):
    """A feed of one review, whatever its state."""

    def get_object(self, request: HttpRequest, review: ReviewPage) -> ReviewPage:
        return review

    def title(self, review: ReviewPage) -> str:
        return plain(review.title)

    def items(self, review: ReviewPage) -> list[ReviewPage]:
        return [review]


def serve(review: ReviewPage, request: HttpRequest, mode: str) -> TemplateResponse:
    """The review in one of the modes of `PREVIEWS`, or the reason it can't be drawn."""
    context = {"page": review, "mode": mode}
    if review.paper_id is None:
        return TemplateResponse(request, "writing/previews/no_paper.html", context)
    # What a list, a card and a feed read of a review is its stored rendering.
    review.rendered = rendering_of(review, preview=True)
    template, pieces = PREVIEWS[mode]
    context |= pieces(review, request)
    return TemplateResponse(request, f"writing/previews/{template}.html", context)


def social_card(review: ReviewPage, request: HttpRequest) -> Context:
    """The picture, and the words that stand with it where a link is shared."""
    card = draw_card(review_card(review, SiteSettings.for_request(request)))
    return {
        "picture": f"data:image/png;base64,{b64encode(card).decode()}",
        "host": request.get_host(),
    }


def feed_entry(review: ReviewPage, request: HttpRequest) -> Context:
    """The entry's parts, and its source in Atom."""
    feed = EntryFeed().get_feed(review, request)
    entry = ENTRY.search(feed.writeString("utf-8"))
    return {
        "entry": feed.items[0],
        # What the feed's own cleaner has let through.
        "content": mark_safe(feed.items[0]["content"]),  # noqa: S308
        "source": entry[0].replace("><", ">\n<") if entry else "",
    }


def print_out(review: ReviewPage, request: HttpRequest) -> Context:
    """What the article shows."""
    return review.get_context(request)


def markdown(review: ReviewPage, request: HttpRequest) -> Context:
    """The text of `index.md`."""
    return {"text": public_text(review)}


def list_entry(review: ReviewPage, request: HttpRequest) -> Context:
    """The entry needs nothing beside the review."""
    return {}


# By the name of each mode beside the article: its template, and what that shows.
PREVIEWS: dict[str, tuple[str, Callable[[ReviewPage, HttpRequest], Context]]] = {
    "entry": ("entry", list_entry),
    "card": ("card", social_card),
    "feed": ("feed", feed_entry),
    "print": ("print", print_out),
    "markdown": ("markdown", markdown),
}
