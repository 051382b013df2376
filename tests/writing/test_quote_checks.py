"""What the gate and the quote check say of words that a paper may not have."""

import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import PaperFactory, ReviewPageFactory, claim
from tests.writing.version_files import WORDS, paper_with, quoting, store
from writing.checks import findings
from writing.checks.draft import Draft
from writing.checks.quotes import check_quotes
from writing.models import Reference

FAR = "In general nothing is said."


@pytest.fixture
def paper(site):
    return paper_with("v1", "v2")


def review(site, paper, **body):
    return ReviewPageFactory(parent=site, paper=paper, body=quoting(**body))


def said(review):
    return [(one.label, one.field, one.message) for one in check_quotes(Draft(review))]


def test_without_a_stored_text_nothing_is_said(site, paper):
    assert said(review(site, paper)) == []


def test_words_on_their_page_are_not_mentioned(site, paper):
    store(paper, "v1", f"In general, {WORDS}.")
    assert said(review(site, paper)) == []


def test_words_on_another_page_are_a_warning_that_names_it(site, paper):
    store(paper, "v1", FAR, f"In general, {WORDS}.")
    message = "The exact words are not where you say; in v1 they stand on p. 2."
    assert said(review(site, paper)) == [("Claim 1", "words", message)]


def test_words_that_are_nowhere_are_a_warning(site, paper):
    store(paper, "v1", FAR)
    message = "The exact words are not in the stored text of v1."
    assert said(review(site, paper)) == [("Claim 1", "words", message)]


def test_the_gate_tells_of_it_and_lets_the_review_be_published(site, paper):
    store(paper, "v1", FAR)
    page = review(site, paper)
    assert page.live
    [finding] = [one for one in findings(page) if one.field == "words"]
    assert finding.level == "warning"
    assert finding.block == str(page.body[0].id)


def test_words_without_a_page_may_stand_anywhere(site, paper):
    store(paper, "v1", FAR, f"In general, {WORDS}.")
    assert said(review(site, paper, locators="§3.3")) == []
    assert said(review(site, paper, locators="p. 1; Fig. 4")) == []


def test_the_version_that_a_locator_names_is_the_one_looked_at(site, paper):
    store(paper, "v1", FAR)
    store(paper, "v2", WORDS)
    assert said(review(site, paper, locators="v2: p. 1")) == []
    assert len(said(review(site, paper, locators="v1: p. 1"))) == 1


def test_a_version_that_is_not_stored_leaves_words_unchecked(site, paper):
    store(paper, "v1", FAR)
    assert said(review(site, paper, locators="v2: p. 1")) == []
    assert said(review(site, paper, locators="p. 1; v2: p. 1")) == []


def test_words_of_another_work_are_looked_for_in_its_own_text(site, paper):
    other = paper_with("v1")
    store(other, "v1", FAR)
    page = review(site, paper)
    page.references.add(Reference(key="other", paper=other))
    page.body[0].value["locators"] = "@other: p. 1"
    assert len(said(page)) == 1
    page.references.clear()
    assert said(page) == []


def test_a_scan_leaves_words_unchecked(site, paper):
    store(paper, "v1", "")
    assert said(review(site, paper)) == []


def test_a_number_that_is_nowhere_is_a_warning(site, paper):
    store(paper, "v1", f"{WORDS} of 400,000 messages.", "And 81 others.")
    found = "It says 400000 and 81, and not 82."
    message = "82 is nowhere in the stored text of v1."
    assert said(review(site, paper, found=found)) == [("Claim 1", "found", message)]


@pytest.mark.parametrize(
    ("found", "locators"),
    [
        ("It is ≈82.", "p. 1"),
        ("82 by our arithmetic.", "p. 1"),
        ("82.", "Fig. 1, p. 1"),
    ],
)
def test_a_number_that_may_not_be_printed_is_let_be(site, paper, found, locators):
    store(paper, "v1", WORDS)
    assert said(review(site, paper, found=found, locators=locators)) == []


def test_quotations_and_key_numbers_are_looked_for_too(site, paper):
    store(paper, "v1", WORDS)
    body = quoting()
    body[1]["value"]["numbers"][1]["value"] |= {"value": "2.8M", "locators": "p. 1"}
    body.append({"type": "quote", "value": {"text": "Never.", "locators": "p. 1"}})
    page = ReviewPageFactory(parent=site, paper=paper, body=body)
    assert [(label, field) for label, field, _ in said(page)] == [
        ("Key numbers 1", "numbers"),
        ("Quote 1", "text"),
    ]


def test_a_locator_that_cannot_be_read_is_left_to_the_gate(site, paper):
    store(paper, "v1", FAR)
    page = review(site, paper)
    page.body[0].value["locators"] = "somewhere"
    assert said(page) == []


def test_the_check_of_a_long_review_is_two_queries_and_quick(site, paper):
    pages = ["word " * 40 + f"{n} and {n * 3.7:.2f} words. " * 60 for n in range(30)]
    store(paper, "v1", *pages)
    many = [claim(words=f"absent words {n}", label=f"c-{n}") for n in range(40)]
    page = ReviewPageFactory(parent=site, paper=paper, body=[*quoting(), *many])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        begun = time.process_time()
        assert len(said(page)) == 41
        spent = time.process_time() - begun
    assert len(queries) <= 3
    assert spent < 0.25


def test_the_command_lists_what_is_wrong_and_ends_with_one(site, paper):
    store(paper, "v1", FAR)
    page = review(site, paper)
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_quotes", page.slug, stdout=out)
    assert ended.value.code == 1
    assert f"not found: {page.slug}: Claim 1: “{WORDS}”" in out.getvalue()


def test_the_command_counts_what_is_sound(site, paper):
    store(paper, "v1", WORDS)
    review(site, paper)
    out = StringIO()
    call_command("check_quotes", stdout=out)
    assert "1 found" in out.getvalue()


def test_the_command_refuses_a_review_that_is_not_there(site):
    PaperFactory()
    with pytest.raises(CommandError, match="There is no review none"):
        call_command("check_quotes", "none")
