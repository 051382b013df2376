"""The quote check in the CMS."""

import pytest
from django.urls import reverse

from tests.factories import ReviewPageFactory
from tests.writing.version_files import WORDS, paper_with, quoting, store


@pytest.fixture
def paper(site):
    return paper_with("v1", "v2")


@pytest.fixture
def signed_in(client, editor):
    client.force_login(editor)
    return client


def test_the_quote_check_shows_words_where_they_stand(signed_in, site, paper):
    store(paper, "v1", "Nothing.", f"In general <b>, {WORDS}.")
    body = quoting(found="It moves 81 MB.")
    review = ReviewPageFactory(parent=site, paper=paper, body=body)
    page = signed_in.get(reverse("quote_check", args=[review.pk])).content.decode()
    assert "Found elsewhere" in page
    assert f"In general &lt;b&gt;, <mark>{WORDS}</mark>." in page
    assert f"#:w:contentpath=body.{review.body[0].id}.words" in page
    assert "Not found" in page


def test_the_quote_check_offers_the_nearest_passage(signed_in, site, paper):
    store(paper, "v1", "Nothing.", "Kafka guarantees only at-least-once delivery.")
    review = ReviewPageFactory(parent=site, paper=paper, body=quoting())
    page = signed_in.get(reverse("quote_check", args=[review.pk])).content.decode()
    assert "The nearest, on p. 2" in page


def test_the_quote_check_is_of_the_latest_draft(signed_in, site, paper):
    store(paper, "v1", WORDS)
    review = ReviewPageFactory(parent=site, paper=paper, body=quoting())
    review.body[0].value["words"] = "Something else altogether"
    review.save_revision()
    page = signed_in.get(reverse("quote_check", args=[review.pk])).content.decode()
    assert "Something else altogether" in page


def test_without_a_text_everything_is_not_checked(signed_in, site, paper):
    review = ReviewPageFactory(parent=site, paper=paper, body=quoting())
    page = signed_in.get(reverse("quote_check", args=[review.pk])).content.decode()
    assert "No stored text of a place that it names." in page
    assert reverse("paper_texts:list", args=[paper.pk]) in page


def test_a_review_leads_to_its_quote_check(signed_in, site, paper):
    review = ReviewPageFactory(parent=site, paper=paper, body=quoting())
    edit = reverse("wagtailadmin_pages:edit", args=[review.pk])
    address = reverse("quote_check", args=[review.pk])
    assert address in signed_in.get(edit).content.decode()
