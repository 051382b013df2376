"""A review's entry in a list, drawn once for as long as it says the same."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from writing.verdicts import Verdict

if TYPE_CHECKING:
    from writing.models import ReviewPage

# Entries that are kept as drawn, of some 3 kB each; none while templates are changed.
MOST_ENTRIES = 0 if settings.DEBUG else 1000


class Paper(NamedTuple):
    """What the line above the title says."""

    short_title: str
    venue: str
    year: int | None


class Tag(NamedTuple):
    """A tag as an entry leads to it."""

    slug: str
    name: str


@dataclass(frozen=True)
class Entry:
    """Everything that an entry is made of: nothing else may show in one."""

    url: str | None
    title: str
    dek: str
    paper: Paper
    published_on: date | None
    minutes: int
    tag_list: tuple[Tag, ...]
    tally: tuple[tuple[Verdict, int], ...]


def entry_of(review: "ReviewPage") -> Entry:
    """What the entry of a review says now, from what `for_cards` fetched."""
    paper = review.paper
    return Entry(
        url=review.url,
        title=review.title,
        dek=review.dek,
        paper=Paper(paper.short_title, paper.venue, paper.year),
        published_on=review.published_on,
        minutes=review.minutes,
        tag_list=tuple(Tag(tag.slug, tag.name) for tag in review.tag_list),
        tally=tuple(review.tally),
    )


@lru_cache(MOST_ENTRIES)
def drawn(entry: Entry, level: int, writing: str) -> SafeString:
    """The entry with a heading of that level; tags are below the address `writing`."""
    return render_to_string(
        "components/entry.html", {"review": entry, "level": level, "writing": writing}
    )
