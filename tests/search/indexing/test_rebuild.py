"""`manage.py rebuild_search` makes the index what it should be, whatever it was."""

import fcntl
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageViewRestriction

from search.indexing import rebuilding
from search.models import Facet, Indexing, Passage, Suggestion, Word
from tests.factories import ReviewPageFactory
from tests.search.indexing.derived import NO_TRACE, derived, rebuild, rebuilt, traces


def said(**options):
    out = StringIO()
    call_command("rebuild_search", stdout=out, **options)
    return out.getvalue().splitlines()


def test_it_tells_how_far_it_has_come(review):
    assert said() == [
        "Indexing pages",
        "Indexed 1 of 1 reviews",
        "The search index is up to date.",
    ]


def test_it_changes_nothing_that_is_right(review, site):
    ReviewPageFactory(parent=site, title="Other")
    before = derived()
    said()
    assert derived() == before == rebuilt()


def test_an_empty_site_is_up_to_date_after_it(site):
    assert not rebuilding.is_current()
    said()
    assert rebuilding.is_current()
    assert not Facet.objects.exists()


@pytest.mark.parametrize("model", [Passage, Suggestion])
def test_it_restores_what_was_lost(review, model):
    before = derived()
    model.objects.all().delete()
    rebuild()
    assert derived() == before


@pytest.mark.parametrize("model", [Facet, Word, Passage])
def test_from_the_start_it_restores_whatever_was_damaged(review, model):
    before = derived()
    model.objects.all().delete()
    assert said(from_start=True)[0] == "Indexing pages"
    assert derived() == before


def test_a_publish_goes_on_with_a_damaged_index(review):
    Facet.objects.all().delete()
    Word.objects.all().delete()
    review.title = "Wombat"
    review.save_revision().publish()
    assert traces(review, "wombat")["words"] == ["wombat"]


def test_it_forgets_what_was_hidden_behind_its_back(review):
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=Page.objects.get(pk=review.pk))]
    )
    assert traces(review) != NO_TRACE
    rebuild()
    assert traces(review) == NO_TRACE
    assert not Word.objects.exists()


def test_it_finds_what_was_published_behind_its_back(review):
    before = derived()
    review.unpublish()
    Page.objects.filter(pk=review.pk).update(live=True)
    rebuild()
    assert derived() == before


def test_an_interrupted_pass_goes_on_after_the_last_review_it_stored(review, site):
    others = ReviewPageFactory.create_batch(2, parent=site)
    rebuilding.begin(anew=False)
    Indexing.objects.update(reached=others[0].pk, pages_done=True)
    assert said()[0] == "Indexed 3 of 3 reviews"


def test_an_older_pass_is_begun_again(review):
    rebuild()
    Indexing.objects.update(version=rebuilding.VERSION - 1)
    assert not rebuilding.is_current()
    rebuild()
    assert rebuilding.is_current()


def test_a_second_one_is_refused_while_the_first_is_at_work(review):
    lock = Path(settings.DATA_DIR, "rebuild-search.lock")
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="being rebuilt already"):
            said()
    assert said()[-1] == "The search index is up to date."
