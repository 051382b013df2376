"""A draft as the reader of its link gets it: drawn in memory, and never stored."""

import logging
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from wagtail.models import Revision

from writing.models import DraftLink, Rendered, ReviewPage
from writing.reading import rendering_of
from writing.rendering.body import anchor_of
from writing.verdicts import Verdict

logger = logging.getLogger(__name__)


class DraftClaim(NamedTuple):
    """A claim of a draft, with what is kept of it beside a comment."""

    block_id: str
    label: str
    number: int
    said: str
    verdict: str


@dataclass(frozen=True)
class Draft:
    """A review as one of its versions has it, and that version drawn."""

    review: ReviewPage
    revision: Revision | None
    rendered: Rendered

    @cached_property
    def claims(self) -> dict[int, DraftClaim]:
        """The claims by their position in the body."""
        found: dict[int, DraftClaim] = {}
        for position, block in enumerate(self.review.body):
            if block.block_type == "claim":
                found[position] = _claim(block, number=len(found) + 1)
        return found

    def claim(self, label: str) -> DraftClaim | None:
        """The claim with this label."""
        return next((one for one in self.claims.values() if one.label == label), None)


def draft_of(link: DraftLink) -> Draft | None:
    """The draft that a link shows, or nothing where it can't be drawn any more."""
    review = link.review
    return drawn(review, review.latest_revision if link.newest else link.revision)


def draft_read(shown: Draft, version: int | None) -> Draft:
    """The draft as its reader had it on the screen, which may have been saved since."""
    if version is None or shown.revision is None or version == shown.revision.pk:
        return shown
    revision = shown.review.revisions.filter(pk=version).first()
    return (revision and drawn(shown.review, revision)) or shown


def drawn(review: ReviewPage, revision: Revision | None) -> Draft | None:
    """A review at a version; as it is, where none was ever saved.

    A version may be of any age. It may name a paper that was deleted since, or hold
    what the blocks of today can't read: that is told in the log, and there is no draft.
    """
    try:
        page = review.with_content_json(revision.content) if revision else review
        page.name_blocks()
        return Draft(page, revision, rendering_of(page, preview=True))
    except Exception:
        logger.exception("Version %s of %r can't be drawn.", revision, review)
        return None


def _claim(block: Any, number: int) -> DraftClaim:
    verdict = block.value.get("verdict")
    return DraftClaim(
        block_id=block.id,
        label=anchor_of(block).removeprefix("claim-"),
        number=number,
        said=block.value.get("said") or "",
        verdict=Verdict(verdict).label if verdict in Verdict else "",
    )
