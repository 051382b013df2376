"""Of what not anyone may read nothing is left: no title, no count, no name, no word."""

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from search.models import Facet, Suggestion, Word
from tests.factories import ReviewPageFactory, SeriesPageFactory
from tests.search.indexing.derived import NO_TRACE, derived, members, traces
from writing.models import ReviewPage, SeriesPage

OWN = ("zanzibar", "aardvark", "kreps")


def nothing_is_left(review):
    return traces(review, *OWN) == NO_TRACE


def restrict(page):
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def again(page):
    return type(page).objects.get(pk=page.pk)


def test_a_public_review_is_known_by_all_of_it(review):
    found = traces(review, *OWN)
    assert found["passages"] > 3
    assert found["names"] > 3
    assert ("public", "public") in found["facets"]
    assert found["words"] == list(OWN)


def test_a_draft_is_not_known(site):
    draft = ReviewPageFactory(parent=site, title="Zanzibar", live=False)
    assert nothing_is_left(draft)
    assert not Facet.objects.exists()
    assert not Word.objects.exists()


def test_what_only_a_draft_of_a_live_review_says_is_not_known(review):
    draft = again(review)
    draft.title = "Wombat"
    draft.save_revision()
    assert traces(review, "wombat")["words"] == []


def test_an_edit_forgets_what_is_no_longer_said(review):
    changed = again(review)
    changed.title = "Wombat"
    changed.save_revision().publish()
    assert traces(review, "wombat", "zanzibar")["words"] == ["wombat"]
    assert not Suggestion.objects.filter(key__startswith="zanzibar").exists()


@pytest.mark.parametrize("of_its_own_class", [True, False])
def test_a_review_that_is_taken_down_is_forgotten(review, of_its_own_class):
    page = again(review) if of_its_own_class else Page.objects.get(pk=review.pk)
    page.unpublish()
    assert nothing_is_left(review)


def test_a_review_that_is_put_up_again_is_as_it_was(review):
    before = derived()
    page = again(review)
    page.unpublish()
    again(review).get_latest_revision().publish()
    assert derived() == before


@pytest.mark.parametrize(
    "delete",
    [
        lambda review: again(review).delete(),
        lambda review: Page.objects.get(pk=review.pk).delete(),
        lambda review: ReviewPage.objects.filter(pk=review.pk).delete(),
        lambda review: Page.objects.filter(pk=review.pk).delete(),
        lambda review: review.get_parent().delete(),
        lambda review: review.get_parent().get_parent().specific.delete(),
    ],
    ids=["page", "plain", "queryset", "pages", "parent", "grandparent"],
)
@pytest.mark.parametrize("is_in_series", [True, False])
def test_a_deleted_review_is_forgotten(review, site, delete, is_in_series):
    if is_in_series:
        SeriesPageFactory(parent=site, reviews=[review])
    restrict(site).delete()
    key = review.pk
    delete(again(review))
    assert traces(key, *OWN) == NO_TRACE


def test_a_deletion_leaves_what_others_have_in_common_with_it(review, site):
    other = ReviewPageFactory(parent=site, title="Other", tags=["logs"])
    count = Word.objects.get(word="partition").reviews
    again(review).delete()
    assert Word.objects.get(word="partition").reviews == count - 1
    assert members("tag", "logs") == [other.pk]


def test_a_restriction_hides_a_review_and_its_end_shows_it_again(review):
    before = derived()
    restriction = restrict(review)
    assert nothing_is_left(review)
    restriction.delete()
    assert derived() == before


@pytest.mark.parametrize("generations", [1, 2])
def test_a_restriction_above_hides_all_that_is_below(review, generations):
    page = review
    for _ in range(generations):
        page = page.get_parent()
    before = derived()
    restriction = restrict(page)
    assert nothing_is_left(review)
    PageViewRestriction.objects.filter(pk=restriction.pk).delete()
    assert derived() == before


def test_a_review_published_in_a_private_section_is_not_known(review, elsewhere):
    restrict(elsewhere)
    hidden = ReviewPageFactory(parent=elsewhere, title="Wombat")
    assert traces(hidden, "wombat") == NO_TRACE


def test_a_move_into_a_private_section_hides_and_a_move_out_shows(
    review, site, elsewhere
):
    before = derived()
    restrict(elsewhere)
    again(review).move(elsewhere, pos="last-child")
    assert nothing_is_left(review)
    again(review).move(again(site), pos="last-child")
    assert derived() == before


def test_a_section_that_moves_takes_its_reviews_along(review, site, elsewhere):
    restrict(elsewhere)
    again(site).move(again(elsewhere), pos="last-child")
    assert nothing_is_left(review)


def test_a_private_series_is_not_told_of(review, site):
    series = SeriesPageFactory(parent=site, slug="path", reviews=[review])
    assert members("series", "path") == [review.pk]
    restriction = restrict(series)
    assert members("series", "path") is None
    restriction.delete()
    assert members("series", "path") == [review.pk]


def test_a_series_in_a_private_section_is_not_told_of(review, elsewhere):
    SeriesPageFactory(parent=elsewhere, slug="path", reviews=[review])
    assert members("series", "path") == [review.pk]
    restrict(elsewhere)
    assert members("series", "path") is None


@pytest.mark.parametrize("page", [Page, SeriesPage])
def test_a_series_that_is_taken_down_is_not_told_of(review, site, page):
    series = SeriesPageFactory(parent=site, slug="path", reviews=[review])
    page.objects.get(pk=series.pk).unpublish()
    assert members("series", "path") is None


@pytest.mark.parametrize("page", [Page, SeriesPage])
def test_a_deleted_series_is_not_told_of(review, site, page):
    series = SeriesPageFactory(parent=site, slug="path", reviews=[review])
    page.objects.get(pk=series.pk).delete()
    assert members("series", "path") is None
    assert traces(review)["passages"]


class TestTheCms:
    """Its changes are one transaction each with what follows from them."""

    @pytest.fixture(autouse=True)
    def signed_in(self, client, administrator):
        client.force_login(administrator)

    @pytest.fixture
    def failing(self, client):
        """A database that fails when the words are counted, as if it were killed."""

        def execute(run, sql, *rest):
            if sql.startswith('DELETE FROM "search_word"'):
                raise DatabaseError("killed")
            return run(sql, *rest)

        client.raise_request_exception = False
        with connection.execute_wrapper(execute):
            yield client

    def addresses(self, review, elsewhere):
        name = "wagtailadmin_pages"
        bulk = {"app_label": "wagtailcore", "model_name": "page"}
        chosen = {"id": review.pk}
        return {
            "privacy": (
                reverse(f"{name}:set_privacy", args=[review.pk]),
                {"restriction_type": "login"},
            ),
            "privacy above": (
                reverse(f"{name}:set_privacy", args=[review.get_parent().pk]),
                {"restriction_type": "login"},
            ),
            "privacy of all": (
                reverse(
                    f"{name}:set_privacy",
                    args=[review.get_parent().get_parent().pk],
                ),
                {"restriction_type": "login"},
            ),
            "move": (
                reverse(f"{name}:move_confirm", args=[review.pk, elsewhere.pk]),
                {},
            ),
            "moves": (
                reverse(
                    "wagtail_bulk_action",
                    kwargs={**bulk, "action": "move"},
                    query=chosen,
                ),
                {"chooser": elsewhere.pk},
            ),
            "unpublish": (
                reverse(
                    "wagtail_bulk_action",
                    kwargs={**bulk, "action": "unpublish"},
                    query=chosen,
                ),
                {},
            ),
        }

    @pytest.mark.parametrize(
        "change",
        ["privacy", "privacy above", "privacy of all", "move", "moves", "unpublish"],
    )
    def test_a_change_that_cannot_be_told_of_is_not_made(
        self, review, elsewhere, failing, change
    ):
        restrict(elsewhere)
        address, form = self.addresses(review, elsewhere)[change]
        assert failing.post(address, form).status_code == 500
        assert ReviewPage.objects.published().filter(pk=review.pk).exists()
        assert traces(review, *OWN)["words"] == list(OWN)

    @pytest.mark.parametrize(
        "change",
        ["privacy", "privacy above", "privacy of all", "move", "moves", "unpublish"],
    )
    def test_a_change_that_is_made_hides_the_review(
        self, review, elsewhere, client, change
    ):
        restrict(elsewhere)
        address, form = self.addresses(review, elsewhere)[change]
        assert client.post(address, form).status_code in {200, 302}
        assert not ReviewPage.objects.published().filter(pk=review.pk).exists()
        assert nothing_is_left(review)
