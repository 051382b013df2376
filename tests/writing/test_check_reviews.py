"""`check_reviews` asks the publish gate about what is live, then the library."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import PaperFactory, ReviewPageFactory, claim, prose, sound
from writing.models import PaperRelation, ReviewPage, ReviewTag


def check(*slugs):
    """What the command prints, and how it exits."""
    out, err, status = StringIO(), StringIO(), 0
    try:
        call_command("check_reviews", *slugs, stdout=out, stderr=err)
    except SystemExit as end:
        status = end.code
    return out.getvalue().splitlines(), err.getvalue().splitlines(), status


@pytest.fixture
def review(site):
    review = ReviewPageFactory(parent=site, slug="kafka")
    ReviewTag.objects.update(description="A line.")
    return review


def contrast(paper, target, kind="contrasts-with"):
    PaperRelation.objects.create(paper=paper, target=target, kind=kind)


def test_a_sound_library_passes_and_its_doubts_are_told(review):
    ReviewPage.objects.update(title="A title " * 20)
    out, err, status = check()
    assert (err, status) == ([], 0)
    assert "warning: kafka: Title: It has 160 characters; 120 are enough." in out
    assert out[-1] == "1 live review: 0 errors, 1 warning"


def test_a_live_review_that_falls_short_fails_the_check(review):
    ReviewPage.objects.update(dek="Too short.")
    _, err, status = check()
    assert err == ["error: kafka: Dek: It has 10 characters; write 150 to 400."]
    assert status == 1


def test_drafts_are_not_asked_about(review, site):
    ReviewPageFactory(parent=site, slug="draft", live=False, body=[prose("Not yet.")])
    out, err, status = check()
    assert (err, status) == ([], 0)
    assert out[-1].startswith("1 live review")


def test_some_reviews_can_be_asked_about_alone(review, site):
    ReviewPageFactory(parent=site, slug="other")
    assert check("other")[0][-1].startswith("1 live review")


def test_a_review_that_is_not_there_is_named(review):
    with pytest.raises(CommandError, match="There is no live review nobody"):
        check("nobody")


def test_a_contrast_is_drawn_on_both_sides(review):
    other = PaperFactory(short_title="Cassandra")
    contrast(review.paper, other)
    name = review.paper.short_title
    _, err, status = check()
    assert status == 1
    assert err == [
        f"error: library: Relations: {name} contrasts with Cassandra, but Cassandra "
        f"does not say so of {name}."
    ]
    contrast(other, review.paper)
    assert check()[1:] == ([], 0)


def test_a_relation_with_a_direction_runs_one_way(review):
    other = PaperFactory(short_title="MapReduce")
    contrast(review.paper, other, "builds-on")
    assert check()[1:] == ([], 0)
    contrast(other, review.paper, "builds-on")
    _, err, status = check()
    assert (len(err), status) == (2, 1)
    assert all("builds on" in line for line in err)


def test_a_relation_to_a_draft_is_not_yet_judged(review):
    contrast(review.paper, PaperFactory(live=False))
    assert check()[1:] == ([], 0)


def test_two_spellings_of_one_subject_fail_the_check(review):
    ReviewTag.objects.create(name="Log", description="A line.")
    assert check()[1:] == (
        ["error: library: Tags: “Log” and “logs” are one subject."],
        1,
    )


def test_a_tag_in_use_without_its_line_is_doubted(review):
    ReviewTag.objects.filter(name="logs").update(description="")
    out, _, status = check()
    assert "warning: library: Tags: “logs” has no line that describes it." in out
    assert status == 0


def test_numbers_without_a_source_only_warn(site):
    body = sound(prose("It took 350 ms."), claim())
    ReviewPageFactory(parent=site, slug="mute", body=body)
    out, err, status = check()
    assert "warning: mute: Prose 1: Line 1: no source nearby for 350." in out
    assert (err, status) == ([], 0)
