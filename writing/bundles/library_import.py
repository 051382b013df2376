"""A whole library brought into the site."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction

from home.models import User
from writing.bundles.album import Album
from writing.bundles.errors import BundleError
from writing.bundles.holding import hold
from writing.bundles.library import Library
from writing.bundles.records import Bundle
from writing.bundles.review_store import (
    Outcome,
    enter_paper,
    import_review,
    update_paper,
)
from writing.bundles.series import import_series
from writing.bundles.tags import import_tag
from writing.models import WritingIndexPage


@dataclass
class Report:
    """What an import did, by slug or a tag's name, and what it could not do."""

    reviews: dict[str, Outcome] = field(default_factory=dict)
    series: dict[str, Outcome] = field(default_factory=dict)
    tags: dict[str, Outcome] = field(default_factory=dict)
    errors: list[BundleError] = field(default_factory=list)

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Keep the error of one tag or series for the report, and go on."""
        try:
            yield
        except BundleError as error:
            self.errors.append(error)


def import_library(
    library: Library,
    parent: WritingIndexPage,
    *,
    publish: bool = False,
    user: User | None = None,
    reason: str = "",
) -> Report:
    """Store every bundle that can be stored whole; of the others nothing.

    What is stored is the user's doing, and what the user may not do is an error of the
    bundle. Without a user everything is allowed. `reason` says why warnings of the
    publish gate may stand.
    """
    return import_with(Album(user), library, parent, publish=publish, reason=reason)


def import_with(
    album: Album,
    library: Library,
    parent: WritingIndexPage,
    *,
    publish: bool = False,
    reason: str = "",
) -> Report:
    """The same, with an album that takes the pictures back with all the rest.

    Papers come before reviews, since both refer to papers. When a review fails, others
    may refer to its paper by then, which must not stay: so the round is taken back and
    run again without the bundles that failed.
    """
    report = Report(errors=list(library.errors))
    user = album.user
    begin = partial(_Round, parent, publish, album, reason)
    for tag in library.tags:
        with report.noting():
            report.tags[tag.name] = import_tag(tag, user)
    _import_bundles(library.bundles, begin, report)
    for series in library.series:
        with report.noting():
            outcome = import_series(series, parent, publish=publish, user=user)
            report.series[series.slug] = outcome
    return report


def _import_bundles(
    bundles: list[Bundle], begin: "Callable[[list[Bundle]], _Round]", report: Report
) -> None:
    while True:
        round_ = begin(bundles)
        round_.run()
        if not round_.errors:
            break
        report.errors += round_.errors.values()
        bundles = [bundle for bundle in bundles if bundle.slug not in round_.errors]
    report.reviews = round_.outcomes


class _TakeBack(Exception):
    """Ends the transaction of a round in which a bundle failed."""


class _Round:
    """An attempt at all bundles, in one transaction."""

    def __init__(
        self,
        parent: WritingIndexPage,
        publish: bool,
        album: Album,
        reason: str,
        bundles: list[Bundle],
    ) -> None:
        self.bundles = bundles
        self.parent = parent
        self.publish = publish
        self.album = album
        self.reason = reason
        self.outcomes: dict[str, Outcome] = {}
        self.errors: dict[str, BundleError] = {}

    def run(self) -> None:
        """Store all, or find those that fail and store none."""
        with suppress(_TakeBack), self.album, transaction.atomic():
            hold(self.bundles)
            self._each(self._enter_paper)
            self._each(self._paper)
            self._each(self._review)
            if self.errors:
                raise _TakeBack

    def _each(self, step: Callable[[Bundle], None]) -> None:
        for bundle in self.bundles:
            if bundle.slug in self.errors:
                continue
            try:
                with transaction.atomic():
                    step(bundle)
            except BundleError as error:
                self.errors[bundle.slug] = error

    def _enter_paper(self, bundle: Bundle) -> None:
        enter_paper(bundle, self.album.user)

    def _paper(self, bundle: Bundle) -> None:
        update_paper(bundle, publish=self.publish, user=self.album.user)

    def _review(self, bundle: Bundle) -> None:
        self.outcomes[bundle.slug] = import_review(
            bundle,
            self.parent,
            self.album,
            publish=self.publish,
            reason=self.reason,
        )
