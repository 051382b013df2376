"""What a newer text of a paper has reviews look at again."""

import pytest

from tests import pdfs
from tests.factories import ReviewPageFactory, in_spite_of_warnings
from tests.writing.version_files import (
    BLOCK,
    FIRST_DAY,
    SECOND_DAY,
    THIRD_DAY,
    WORDS,
    paper_with,
    quoting,
    store,
)
from writing.models import StaleClaim
from writing.versions.storing import store_text

FAR = "In general nothing is said."
SAID = f"In general, {WORDS}."


@pytest.fixture
def paper(site):
    return paper_with(("v1", FIRST_DAY), ("v2", SECOND_DAY), ("v3", THIRD_DAY))


def review(site, paper, **body):
    return ReviewPageFactory(parent=site, paper=paper, body=quoting(**body))


def told():
    return [
        (row.change, row.old_version, row.old_place, row.new_version, row.new_place)
        for row in StaleClaim.objects.open()
    ]


def test_words_that_moved_are_told_with_both_places(site, paper):
    page = review(site, paper)
    store(paper, "v1", SAID)
    news = store(paper, "v3", FAR, SAID)
    assert told() == [("moved", "v1", "p. 1", "v3", "p. 2")]
    row = StaleClaim.objects.get()
    assert (row.review, str(row.block_id), row.field) == (page, BLOCK, "words")
    assert (row.label, row.excerpts) == ("Claim 1", [WORDS])
    assert news.summary == "1 place moved in 1 review."


def test_words_that_vanished_are_told(site, paper):
    review(site, paper)
    store(paper, "v1", SAID)
    assert store(paper, "v3", FAR).summary == "1 place vanished in 1 review."
    assert told() == [("vanished", "v1", "p. 1", "v3", "")]


def test_words_that_stay_are_not_told(site, paper):
    review(site, paper)
    store(paper, "v1", SAID)
    assert store(paper, "v3", f"A new beginning. {SAID}").rows == []


def test_without_the_old_text_the_stated_page_is_believed(site, paper):
    review(site, paper)
    store(paper, "v3", FAR, SAID)
    assert told() == [("moved", "v1", "p. 1", "v3", "p. 2")]


def test_words_that_the_old_text_never_had_are_not_lost(site, paper):
    review(site, paper)
    store(paper, "v1", FAR)
    assert store(paper, "v3", FAR).rows == []


def test_the_text_that_was_read_is_no_news(site, paper):
    review(site, paper)
    assert store(paper, "v1", FAR).rows == []


def test_an_older_text_is_no_news(site, paper):
    review(site, paper, locators="v2: p. 1")
    assert store(paper, "v1", FAR).rows == []


def test_only_the_newest_text_is_news(site, paper):
    review(site, paper)
    store(paper, "v1", SAID)
    store(paper, "v2", FAR)
    store(paper, "v3", FAR, SAID)
    assert [row[3] for row in told()] == ["v3"]
    assert store(paper, "v2", FAR, FAR).rows == []


def test_versions_without_dates_are_ordered_by_their_numbers(site):
    paper = paper_with("v2", "v10", "v1")
    review(site, paper)
    assert store(paper, "v1", FAR).rows == []
    assert len(store(paper, "v10", FAR).rows) == 1


def test_a_claim_that_names_the_newer_version_is_not_told_of(site, paper):
    review(site, paper, locators="v3: p. 1")
    store(paper, "v1", SAID)
    assert store(paper, "v3", FAR).rows == []


def test_a_replaced_file_of_the_same_version_is_compared_with_the_old_one(site, paper):
    review(site, paper)
    store(paper, "v1", SAID)
    store(paper, "v1", FAR, SAID)
    assert told() == [("moved", "v1", "p. 1", "v1", "p. 2")]


def test_the_same_file_again_changes_nothing(site, paper):
    review(site, paper)
    store(paper, "v1", SAID)
    store(paper, "v3", FAR)
    assert store(paper, "v3", FAR).rows == []
    assert len(told()) == 1


def test_numbers_that_vanished_are_told_with_the_words(site, paper):
    found = "It moves 400,000 and 810 and 82 of them."
    review(site, paper, found=found)
    store(paper, "v1", f"{SAID} 400,000 of 810.", "82 of them.")
    store(paper, "v3", "It moves 400,000.", "810 of them.")
    assert {(row.change, tuple(row.excerpts)) for row in StaleClaim.objects.all()} == {
        ("vanished", (WORDS,)),
        ("moved", ("810",)),
        ("vanished", ("82",)),
    }


def test_a_small_number_on_another_page_is_not_told(site, paper):
    review(site, paper, found="It moves 82.")
    store(paper, "v1", f"{SAID} 82")
    assert store(paper, "v3", SAID, "82 of them.").rows == []


def test_a_draft_is_told_of_once_with_what_is_live(site, paper):
    page = review(site, paper)
    page.dek = f"{page.dek} And more."
    page.save_revision()
    store(paper, "v1", SAID)
    store(paper, "v3", FAR)
    assert len(told()) == 1


def test_a_draft_that_was_never_live_is_told_of(site, paper):
    ReviewPageFactory(parent=site, paper=paper, body=quoting(), live=False)
    store(paper, "v1", SAID)
    store(paper, "v3", FAR)
    assert len(told()) == 1


def test_reviews_of_other_papers_are_left_alone(site, paper):
    review(site, paper_with("v1"))
    store(paper, "v1", SAID)
    assert store(paper, "v3", FAR).rows == []


def test_sections_of_html_are_compared_by_their_headings(site, paper):
    review(site, paper, locators="§2")
    page = "<html><h2>1 Intro</h2>{}<h2>2 Log</h2>{}"
    store_text(paper, "v1", page.format("Nothing.", SAID).encode(), None)
    store_text(paper, "v3", page.format(SAID, "Nothing.").encode(), None)
    assert told() == [("moved", "v1", "“2 Log”", "v3", "“1 Intro”")]


def test_a_pdf_and_html_have_no_pages_in_common(site, paper):
    review(site, paper)
    store(paper, "v1", SAID)
    assert store_text(paper, "v3", f"<html>{SAID}".encode(), None).rows == []


def test_a_publish_that_names_the_newer_version_settles_it(site, paper):
    page = review(site, paper)
    store(paper, "v1", SAID)
    store(paper, "v3", FAR, SAID)
    page.body[0].value["locators"] = "v3: p. 1"
    in_spite_of_warnings(page.save_revision()).publish()
    assert len(told()) == 1
    page.body[0].value["locators"] = "v3: p. 2"
    in_spite_of_warnings(page.save_revision()).publish()
    assert told() == []


def test_a_publish_without_the_words_settles_it(site, paper):
    page = review(site, paper)
    store(paper, "v1", SAID)
    store(paper, "v3", FAR)
    in_spite_of_warnings(page.save_revision()).publish()
    assert len(told()) == 1
    page.body[0].value["words"] = ""
    in_spite_of_warnings(page.save_revision()).publish()
    assert told() == []


def test_what_was_marked_as_done_stays_done(site, paper, editor):
    page = review(site, paper)
    store(paper, "v1", SAID)
    store(paper, "v3", FAR)
    StaleClaim.objects.update(handled_at="2026-01-01T00:00Z", handled_by=editor)
    in_spite_of_warnings(page.save_revision()).publish()
    assert StaleClaim.objects.count() == 1
    assert told() == []


def test_a_text_that_is_removed_takes_its_news_along(site, paper):
    review(site, paper)
    store(paper, "v1", SAID)
    store(paper, "v3", FAR).text.delete()
    assert told() == []


def test_a_text_that_cannot_be_kept_leaves_nothing(site, paper, monkeypatch):
    review(site, paper)
    store(paper, "v1", SAID)
    before = list(paper.texts.values())
    monkeypatch.setattr(StaleClaim.objects, "bulk_create", _fail)
    with pytest.raises(RuntimeError):
        store_text(paper, "v3", pdfs.pdf(FAR), None)
    assert list(paper.texts.values()) == before


def _fail(rows):
    raise RuntimeError
