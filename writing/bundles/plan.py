"""What an import would do, found out by doing it and taking it back.

The import that follows is held to it: what would now do something else is not done.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction

from home.models import User
from writing.bundles.album import Album
from writing.bundles.changes import (
    Change,
    block_changes,
    claim_counts,
    front_changes,
    paper_changes,
    reference_changes,
    series_changes,
    text_change,
)
from writing.bundles.knowledge import State, Version, state_of
from writing.bundles.library import Library
from writing.bundles.library_import import Report, import_with
from writing.bundles.planned import SAME, Item, Plan, PlanChanged, digest_of
from writing.bundles.records import Bundle
from writing.bundles.series import Series
from writing.bundles.tags import Tag
from writing.bundles.writer import INDEX
from writing.checks import findings
from writing.models import WritingIndexPage


@dataclass(frozen=True)
class Task:
    """An import: into which index, whether to publish, and in whose name."""

    index: WritingIndexPage
    publish: bool = False
    user: User | None = None


class _TakeBack(Exception):
    """Ends the transaction of a trial."""


def plan(library: Library, task: Task) -> Plan:
    """What the import would do. Nothing of it stays: no row, no file of a picture."""
    found = Plan()
    album = Album(task.user)
    with suppress(_TakeBack), album, transaction.atomic():
        found = _carry_out(library, task, album)
        raise _TakeBack
    return found


def carry_out(library: Library, task: Task, tickets: Collection[str]) -> Plan:
    """Do what these tickets promise and nothing else, or raise `PlanChanged`."""
    album = Album(task.user)
    wanted = {ticket.rpartition(":")[0] for ticket in tickets}
    with album, transaction.atomic():
        done = _carry_out(_chosen(library, wanted), task, album)
        if {item.ticket for item in done.items} != set(tickets):
            raise PlanChanged(done)
    return done


def _chosen(library: Library, wanted: Collection[str]) -> Library:
    return Library(
        bundles=[one for one in library.bundles if f"review:{one.slug}" in wanted],
        series=[one for one in library.series if f"series:{one.slug}" in wanted],
        tags=[one for one in library.tags if f"tag:{one.name}" in wanted],
    )


def _carry_out(library: Library, task: Task, album: Album) -> Plan:
    before = state_of(library, task.index)
    report = import_with(album, library, task.index, publish=task.publish)
    told = _Telling(before, state_of(library, task.index), report, album)
    reviews = [
        told.review(one) for one in library.bundles if one.slug in report.reviews
    ]
    series = [told.series(one) for one in library.series if one.slug in report.series]
    tags = [told.tag(one) for one in library.tags if one.name in report.tags]
    faults = [fault for error in report.errors for fault in error.faults]
    return Plan([*reviews, *series, *tags], faults)


@dataclass
class _Telling:
    """Says of each thing how it was and how it has become."""

    before: State
    after: State
    report: Report
    album: Album

    def review(self, bundle: Bundle) -> Item:
        was = self.before.reviews.get(bundle.slug)
        now = self.after.reviews[bundle.slug]
        old, new = was.bundle if was else None, now.bundle
        item = Item(
            kind="review",
            name=bundle.slug,
            title=new.front.title,
            outcome=self.report.reviews[bundle.slug],
            file=bundle.places.file or f"{bundle.slug}/{INDEX}",
            status=_status(was.status if was else "", now.status),
            changes=front_changes(old.front if old else None, new.front),
            blocks=list(block_changes(old, new)),
            claims=(claim_counts(old), claim_counts(new)),
            new_tags=[one for one in new.front.tags if self._is_new_tag(one)],
            new_pictures=self._new_pictures(now),
            versions=digest_of(repr((old, new))),
            page_id=now.page.pk,
        )
        item.changes += reference_changes(old, new)
        if item.outcome != SAME:
            item.findings = [(str(one.level), str(one)) for one in findings(now.page)]
        self._tell_paper(item, new.front.paper_slug)
        return item

    def _tell_paper(self, item: Item, slug: str) -> None:
        was, now = self.before.papers.get(slug), self.after.papers[slug]
        item.paper_name = now.record.short_title
        item.new_paper = was is None
        if was:
            item.paper = paper_changes(was.record, now.record)
            item.paper += filter(None, [_status(was.status, now.status)])
        item.versions += digest_of(repr((was, now)))

    def _is_new_tag(self, name: str) -> bool:
        return name.casefold() not in self.before.tags

    def _new_pictures(self, review: Version) -> list[str]:
        entered = {image.pk for image in self.album.entered}
        figures = (block for block in review.page.body if block.block_type == "figure")
        images = (block.value["image"] for block in figures)
        return [image.title for image in images if image and image.pk in entered]

    def series(self, series: Series) -> Item:
        was, now = self.before.series.get(series.slug), self.after.series[series.slug]
        return Item(
            kind="series",
            name=series.slug,
            title=now.record.title,
            outcome=self.report.series[series.slug],
            status=_status(was.status if was else "", now.status),
            changes=series_changes(was.record if was else None, now.record),
            versions=digest_of(repr((was, now))),
        )

    def tag(self, tag: Tag) -> Item:
        outcome = self.report.tags[tag.name]
        old, new = (
            one.tags.get(tag.name.casefold()) for one in (self.before, self.after)
        )
        changes = text_change("description", old, new)
        return Item("tag", tag.name, tag.name, outcome, changes=changes)


def _status(was: str, now: str) -> Change | None:
    """What readers see of a thing that is here already, if that changes."""
    return Change("status", was, now) if was and was != now else None
