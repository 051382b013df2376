"""Whatever is done to reviews and in whatever order, the index is as if made anew."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction

from tests.factories import (
    PaperFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    claim,
    prose,
    sound,
)
from tests.search.indexing.derived import derived, rebuilt
from writing.models import ReviewPage, ReviewTag, SeriesPage, WritingIndexPage
from writing.tag_merging import merge_tags

WORDS = ["aardvark", "buffalo", "caribou", "log"]
TAGS = ["agents", "logs", "messaging"]


@dataclass
class Site:
    """What is done to a site; `n` chooses of what there is."""

    number: int = 0

    def choose(self, model: type, n: int):
        found = list(model.objects.order_by("pk"))
        return found[n % len(found)] if found else None

    def publish_new(self, n: int) -> None:
        parent = self.choose(WritingIndexPage, n)
        if parent:
            self.number += 1
            paper = PaperFactory(venue=["NetDB 2011", "NETDB 2012"][n % 2])
            ReviewPageFactory(
                parent=parent,
                title=f"{WORDS[n % 4]} {self.number}",
                slug=f"new-{self.number}",
                paper=paper,
                tags=[TAGS[n % 3]],
                live=n % 4 > 0,
            )

    def edit(self, n: int) -> None:
        if review := self.choose(ReviewPage, n):
            words = f"## {WORDS[n % 4]}\n\nOf {WORDS[(n + 1) % 4]}."
            review.body = sound(prose(words), claim(said=f"A {WORDS[n % 4]}."))
            revision = review.save_revision()
            if review.live:
                revision.publish()

    def publish(self, n: int) -> None:
        if review := self.choose(ReviewPage, n):
            review.get_latest_revision().publish()

    def unpublish(self, n: int) -> None:
        if review := self.choose(ReviewPage, n):
            review.unpublish()

    def move(self, n: int) -> None:
        review, target = self.choose(ReviewPage, n), self.choose(WritingIndexPage, n)
        if review and target:
            review.move(target, pos="last-child")

    def restrict(self, n: int) -> None:
        """A review, a series, or all of an index."""
        kind = [ReviewPage, WritingIndexPage, SeriesPage, ReviewPage][n % 4]
        if page := self.choose(kind, n // 4):
            PageViewRestriction.objects.create(
                page=Page.objects.get(pk=page.pk), restriction_type="login"
            )

    def lift(self, n: int) -> None:
        if restriction := self.choose(PageViewRestriction, n):
            restriction.delete()

    def delete(self, n: int) -> None:
        kind = [ReviewPage, ReviewPage, SeriesPage, WritingIndexPage][n % 4]
        if page := self.choose(kind, n // 4):
            page.delete()

    def change_tag(self, n: int) -> None:
        tag = self.choose(ReviewTag, n)
        if tag and n % 2:
            tag.name = f"{tag.name} and more"
            tag.save()
        elif tag:
            tag.delete()

    def merge(self, n: int) -> None:
        gone, kept = self.choose(ReviewTag, n), self.choose(ReviewTag, n + 1)
        if gone and gone != kept:
            merge_tags(gone, kept)

    def list_in_series(self, n: int) -> None:
        series, review = self.choose(SeriesPage, n), self.choose(ReviewPage, n)
        if series and review:
            series.title = f"Path {n}"
            series.entries.set([series.entries.model(review=review)])
            series.save_revision().publish()

    def publish_paper(self, n: int) -> None:
        if review := self.choose(ReviewPage, n):
            review.paper.year = 2000 + n
            review.paper.short_title = WORDS[n % 4]
            review.paper.save_revision().publish()


DEEDS: list[Callable[[Site, int], None]] = [
    Site.publish_new,
    Site.edit,
    Site.publish,
    Site.unpublish,
    Site.move,
    Site.restrict,
    Site.lift,
    Site.delete,
    Site.change_tag,
    Site.merge,
    Site.list_in_series,
    Site.publish_paper,
]


@pytest.fixture
def library(site, elsewhere):
    """Three reviews in two places, and a series of two of them."""
    reviews = [
        ReviewPageFactory(parent=parent, title=WORDS[n], slug=WORDS[n], tags=[TAGS[n]])
        for n, parent in enumerate([site, elsewhere, site])
    ]
    SeriesPageFactory(parent=site, slug="path", reviews=reviews[:2])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(DEEDS), st.integers(0, 11)), min_size=2, max_size=7
    )
)
def test_the_index_is_as_a_rebuild_makes_it(library, deeds):
    with transaction.atomic():
        site = Site()
        for deed, n in deeds:
            deed(site, n)
        assert derived() == rebuilt()
        transaction.set_rollback(True)
