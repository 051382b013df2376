"""What a newly stored text means for the reviews of its paper."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.template.defaultfilters import pluralize

from writing.locators import Locator
from writing.models import Change, Paper, ReviewPage, StaleClaim, VersionText
from writing.paper_text.matching import Outcome
from writing.paper_text.searchable import SearchableText
from writing.versions.comparing import Shift, shift_of
from writing.versions.excerpts import Excerpt, excerpts_of
from writing.versions.order import VersionOrder
from writing.versions.quote_check import Shelf

MOST_EXCERPTS = 20
PLACE_LENGTH = 300


@dataclass(frozen=True)
class News:
    """A stored text, and what of reviews it has elsewhere or not at all."""

    text: VersionText
    rows: list[StaleClaim] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """“2 places moved and 1 vanished in 1 review.”"""
        return summary_of(self.rows)


def summary_of(rows: Iterable[StaleClaim]) -> str:
    """How many blocks are concerned, and in how many reviews."""
    rows = list(rows)
    if not rows:
        return ""
    parts = [_count(rows, change) for change in Change]
    reviews = len({row.review_id for row in rows})
    return (
        f"{' and '.join(filter(None, parts))} in {reviews} review{pluralize(reviews)}."
    )


def _count(rows: Iterable[StaleClaim], change: Change) -> str:
    blocks = len({(r.review_id, r.block_id) for r in rows if r.change == change})
    return f"{blocks} place{pluralize(blocks)} {change.label}" if blocks else ""


def tell_reviews(text: VersionText, former: SearchableText | None) -> list[StaleClaim]:
    """Note what reviews have to look at again, now that a text is stored.

    Only the newest text of a paper is news; what is still open about older ones is
    dropped. `former` is what the same version said until now.
    """
    order = VersionOrder(text.paper)
    texts = {
        stored.label.casefold(): stored.searchable
        for stored in text.paper.texts.legible().exclude(pk=text.pk)
    }
    if any(order.is_newer(label, text.label) for label in texts) or not text.pages:
        return []
    if former:
        texts[text.label.casefold()] = former
    StaleClaim.objects.open().filter(text__paper=text.paper).delete()
    comparison = Comparison(text, order, texts)
    rows = [row for review in reviews_of(text.paper) for row in comparison.rows(review)]
    return StaleClaim.objects.bulk_create(_each_once(rows))


def reviews_of(paper: Paper) -> Iterator[ReviewPage]:
    """What is live about a paper, and the drafts about it, which may differ."""
    is_about = Q(paper=paper) | Q(latest_revision__content__paper=paper.pk)
    for review in ReviewPage.objects.filter(is_about).order_by("pk"):
        if review.live and review.paper_id == paper.pk:
            yield review
        if not review.live or review.has_unpublished_changes:
            draft = review.get_latest_revision_as_object()
            if draft.paper_id == paper.pk:
                yield draft


@dataclass(frozen=True)
class Comparison:
    """A new text, beside those that claims may have been checked against."""

    text: VersionText
    order: VersionOrder
    texts: dict[str, SearchableText]

    def rows(self, review: ReviewPage) -> Iterator[StaleClaim]:
        """One row for all that shifted alike in a block."""
        found: dict[tuple[str, Shift, str], list[Excerpt]] = defaultdict(list)
        new = self.text.searchable
        for excerpt in excerpts_of(review.body):
            places = [place for place in excerpt.places if not place.source]
            old_label = self.old_label(places)
            if not old_label:
                continue
            old = self.texts.get(old_label.casefold())
            if shift := shift_of(excerpt, places, old, new):
                found[excerpt.block, shift, old_label].append(excerpt)
        for (_, shift, old_label), excerpts in found.items():
            yield self._row(review, shift, old_label, excerpts)

    def old_label(self, places: list[Locator]) -> str:
        """The version that was looked at; empty if it is no older than the new text."""
        labels = {place.version or self.order.read for place in places}
        is_replaced = self.text.label.casefold() in self.texts
        for label in sorted(labels):
            is_same = label.casefold() == self.text.label.casefold()
            if is_same and not is_replaced:
                return ""
            if not is_same and not self.order.is_newer(self.text.label, label):
                return ""
        return min(labels, default="")

    def _row(
        self, review: ReviewPage, shift: Shift, old_label: str, excerpts: list[Excerpt]
    ) -> StaleClaim:
        first = excerpts[0]
        return StaleClaim(
            review_id=review.pk,
            text=self.text,
            block_id=first.block,
            field=first.field,
            label=first.label,
            said=first.said[:PLACE_LENGTH],
            excerpts=[one.text for one in excerpts[:MOST_EXCERPTS]],
            change=shift.change,
            old_version=old_label,
            old_place=shift.old_place[:PLACE_LENGTH],
            new_version=self.text.label,
            new_place=shift.new_place[:PLACE_LENGTH],
        )


def _each_once(rows: Iterable[StaleClaim]) -> list[StaleClaim]:
    """A block that is the same in what is live and in the draft is told of once."""
    known = {
        (row.review_id, str(row.block_id), row.change, tuple(row.excerpts)): row
        for row in rows
    }
    return list(known.values())


def settle(review: ReviewPage) -> None:
    """Close what the published text of a review has dealt with.

    That is a block that is gone or says something else, and one whose words are now
    found where it says they stand in the newer text.
    """
    rows = list(review.stale_claims.open().select_related("text"))
    if not rows:
        return
    shelf = Shelf.of(review)
    by_block: dict[str, list[Excerpt]] = defaultdict(list)
    for excerpt in excerpts_of(review.body):
        by_block[excerpt.block].append(excerpt)
    for row in rows:
        left = [e for e in by_block[str(row.block_id)] if e.text in row.excerpts]
        if all(_is_settled(excerpt, shelf, row) for excerpt in left):
            row.delete()


def _is_settled(excerpt: Excerpt, shelf: Shelf, row: StaleClaim) -> bool:
    match = shelf.check(excerpt)
    return (
        match.outcome == Outcome.FOUND
        and match.text is not None
        and match.text.label == row.new_version
    )
