"""The library that comes with the site keeps the rules that it is an example of."""

import datetime
from collections import Counter
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from writing.blocks import StoryBlock
from writing.checks import findings
from writing.models import ReviewPage, SeriesPage
from writing.models.pages import tags_in_use

pytestmark = pytest.mark.django_db

# The order of the index, from newest.
SLUGS = [
    "toolformer",
    "dapper",
    "deepseek-v3",
    "h2o",
    "kafka",
    "mamba",
    "mapreduce",
    "mixture-of-depths",
    "sarathi",
    "sglang",
    "t5",
    "titans",
    "switch-transformers",
    "pregel",
    "mooncake",
    "llm-int8",
    "llama-3",
    "eagle",
    "cassandra",
]


def test_nineteen_reviews_stand_in_their_order(library):
    assert [review.slug for review in library] == SLUGS


def test_no_review_is_from_the_future_and_no_two_share_a_day(library):
    days = [review.published_on for review in library]
    assert days == sorted(set(days), reverse=True)
    assert days[0] <= datetime.date(2026, 11, 25)


def test_the_publish_gate_finds_nothing_wrong_or_doubtful_in_it(library):
    out = StringIO()
    call_command("check_reviews", stdout=out, stderr=StringIO())
    assert out.getvalue() == "19 live reviews: 0 errors, 0 warnings\n"


def test_every_review_is_by_the_editors(library):
    assert {review.byline_names for review in library} == {"The editors"}


@pytest.mark.parametrize("kind", ["equation", "code", "key_numbers", "claim"])
def test_every_review_has_what_the_format_asks_for(library, kind):
    without = [
        review.slug
        for review in library
        if kind not in {block.block_type for block in review.body}
    ]
    assert without == []


def test_no_two_reviews_share_an_opening_or_a_heading(library):
    openings = Counter(str(review.body[0].value).split(".")[0] for review in library)
    headings = Counter(
        heading["text"] for review in library for heading in review.rendered.contents
    )
    assert max(openings.values()) == 1
    assert [text for text, count in headings.items() if count > 1] == []


def test_every_tag_is_from_the_vocabulary_and_says_what_it_holds(library):
    described = {tag.name for tag in tags_in_use() if tag.description}
    assert described == {tag.name for tag in tags_in_use()}


def test_five_series_lead_through_it(library):
    assert SeriesPage.objects.live().count() == 5
    assert all(page.introduction for page in SeriesPage.objects.live())


def test_about_says_what_the_dates_are(library):
    text = (settings.BASE_DIR / "content" / "about.html").read_text()
    assert "say only in which order they stand" in text


def test_it_comes_out_of_the_site_as_it_went_in(library, tmp_path):
    call_command("export_reviews", tmp_path / "out", stdout=StringIO())
    for folder, done in (("content", "created"), (tmp_path / "out", "updated")):
        out = StringIO()
        call_command("import_reviews", folder, stdout=out)
        assert out.getvalue().startswith("19 reviews: ")
        assert done not in out.getvalue()


@pytest.fixture(scope="module")
def sample_draft(library):
    """The draft in which editors find each block filled in."""
    call_command("import_reviews", "docs/sample-draft", stdout=StringIO())
    return ReviewPage.objects.get(slug="every-block")


def test_the_sample_draft_has_each_kind_of_block_and_is_no_readers(sample_draft):
    kinds = {block.block_type for block in sample_draft.body}
    assert kinds == set(StoryBlock().child_blocks)
    assert not sample_draft.live


def test_the_sample_draft_lacks_length_and_claims_only(sample_draft):
    short, few, one_verdict = [finding.message for finding in findings(sample_draft)]
    assert "words; write 1,800 to 2,800" in short
    assert few == "It has 1 claim; write at least 7."
    assert "meet 1 of the verdicts" in one_verdict
