"""What the gate says of links, addresses and words that are not finished."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from tests.factories import ReviewPageFactory, claim, prose, sound
from writing.checks import RULES, Checklist, findings
from writing.models import ReviewPage


def doubts(review, *blocks):
    """What is found in a body that opens with prose and these blocks."""
    if blocks:
        review.body = sound(prose("Begin."), *blocks, claim(label="seventh"))
    return [str(one) for one in findings(review)]


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, slug="own", live=False)


@pytest.fixture
def other(site):
    return ReviewPageFactory(parent=site, slug="other")


def test_a_sound_review_passes_every_rule(review):
    assert [found for _, found in Checklist(review).results] == [[]] * len(RULES)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/writing/",
        "/writing",
        "/writing/other/",
        "/writing/other/?depth=1#claim-exactly-once",
        "/writing/other/cite.bib",
        "/writing/own/",
        "/writing/claims/?verdict=holds",
        "/writing/map/",
        "/writing/tags/",
        "/writing/tags/logs/",
        "/search/?q=log",
        "/feed/",
        "/static/writing/x.pdf",
        "/moved/",
        "https://example.org/nowhere",
        "mailto:someone@example.org",
    ],
)
def test_a_link_to_what_readers_can_open_is_fine(review, other, address):
    Redirect.objects.create(old_path="/moved", redirect_link="/writing/")
    assert doubts(review, prose(f"See [it]({address}).")) == []


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/",
        "/writing/draft/",
        "/writing/draft/cite.bib",
        "/writing/other/nowhere/",
        "/writing/tags/nobody/",
        "/writing/locked/",
        "/admin/pages/",
        "http://localhost/writing/draft/",
    ],
)
def test_a_link_to_what_readers_cannot_open_is_doubted(review, other, site, address):
    ReviewPageFactory(parent=site, slug="draft", live=False)
    locked = ReviewPageFactory(parent=site, slug="locked")
    PageViewRestriction.objects.create(page=locked, restriction_type="login")
    assert doubts(review, prose(f"See [it]({address}).")) == [
        f"Prose 2: “{address}” leads to no public page of this site."
    ]


def test_where_a_claim_is_heard_is_looked_at_too(review, other):
    url = f"{Site.objects.get().root_url}/writing/nowhere/"
    heard = {"kind": "link", "url": url, "date": "2026-01-01", "title": ""}
    review.body = sound(prose("Begin."), claim(heard=heard))
    [finding] = findings(review)
    assert (finding.label, finding.field) == ("Claim 1", "heard")


def test_many_links_are_looked_up_in_as_many_queries_as_one(review, other):
    def queries(count):
        links = " ".join(f"[it](/writing/other/x{n}/)" for n in range(count))
        review.body = sound(prose(links), claim())
        with CaptureQueriesContext(connection) as captured:
            assert len(findings(review)) == count
        return len(captured)

    queries(1)
    assert queries(1) == queries(20)


def test_a_link_within_the_page_leads_to_something(review):
    text = "## Aim\n\n[Here](#aim), [there](#claim-exactly-once), [nowhere](#gone)."
    assert doubts(review, prose(text), claim()) == [
        "Prose 2: Nothing on this page has the address “#gone”."
    ]


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "TBD", "TK"])
def test_a_word_that_says_unfinished_is_doubted_at_its_line(review, word):
    assert doubts(review, prose(f"One.\n\nTwo, {word}: three.")) == [
        f"Prose 2: Line 3: “{word}” is left in the text."
    ]


@pytest.mark.parametrize("text", ["todo", "TKO", "XXXL", "A-TODO-list", "Notes"])
def test_a_word_like_it_is_not(review, text):
    assert doubts(review, prose(text)) == []


def test_it_is_looked_for_in_every_text(review):
    review.title = review.seo_title = review.bottom_line = "TODO."
    review.search_description = "TODO"
    review.body = sound(prose("Begin."), claim(said="TODO.", words="TBD"))
    places = {(one.label, one.field) for one in findings(review)}
    assert places == {
        ("Title", "title"),
        ("Seo title", "seo_title"),
        ("Search description", "search_description"),
        ("Bottom line", "bottom_line"),
        ("Claim 1", "said"),
        ("Claim 1", "words"),
    }


def test_a_long_title_is_doubted(review):
    review.title = "x" * 121
    assert doubts(review) == ["Title: It has 121 characters; 120 are enough."]


def test_a_claim_longer_than_its_row_is_an_error(review):
    found = doubts(review, claim(said="x" * 301))
    assert "Claim 1: It has 301 characters; 300 are allowed." in found


# Published addresses


@pytest.fixture
def published(site):
    body = sound(prose("## What was built\n\nA log."), claim())
    return ReviewPage.objects.get(pk=ReviewPageFactory(parent=site, body=body).pk)


def raw(review):
    return list(review.body.raw_data)


def test_a_heading_that_is_renamed_takes_its_address_away(published):
    [first, *rest] = raw(published)
    published.body = [{**first, "value": "## What they built\n\nA log."}, *rest]
    assert doubts(published) == [
        "Body: The published address “#what-was-built” would vanish. To keep it, end "
        "the heading that takes its place with {#what-was-built}."
    ]
    kept = "## What they built {#what-was-built}\n\nA log."
    published.body = [{**first, "value": kept}, *rest]
    assert doubts(published) == []


def test_a_block_that_is_taken_out_takes_its_address_away(published):
    equation = next(one for one in raw(published) if one["type"] == "equation")
    label = equation["value"]["label"]
    others = [one for one in raw(published) if one is not equation]
    published.body = [
        *others,
        {**equation, "value": {**equation["value"], "label": "x"}, "id": None},
    ]
    assert doubts(published) == [
        f"Body: The published address “#equation-{label}” would vanish. To keep it, "
        f"give the equation that takes its place the label “{label}”."
    ]


def test_a_withdrawn_claim_is_told_of_once(published):
    published.body = [one for one in raw(published) if one["type"] != "claim"]
    messages = " ".join(doubts(published))
    assert "#claim-exactly-once" not in messages
    assert "say why" in messages


def test_a_label_that_changes_keeps_its_address(published):
    [first, second, *rest] = raw(published)
    value = {**second["value"], "label": "once"}
    published.body = [first, {**second, "value": value}, *rest]
    assert doubts(published) == []


def test_a_review_that_was_never_published_has_no_address_to_keep(review):
    assert doubts(review, prose("Other.")) == []


def test_the_paper_of_a_review_may_be_missing_while_it_is_written(site):
    assert findings(ReviewPage(title="New", slug="new"))
