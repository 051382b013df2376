"""A passage is the front of a review, one of its sections, or one of its claims."""

import pytest

from search.models import Passage
from search.models.passages import MOST
from tests.factories import ReviewPageFactory, claim, key_numbers, prose, sound


def passages(*blocks, site, **fields):
    """The passages of a review of these blocks, without what else it must have."""
    body = [*sound(*blocks), claim(label="last")]
    review = ReviewPageFactory(parent=site, title='The "log"', body=body, **fields)
    return list(review.passages.all())


def test_the_front_comes_first_as_it_is_printed(site):
    front, *_ = passages(prose("## One"), site=site, dek='"Quoted". ' * 20)
    assert front.pk % MOST == 0
    assert (front.kind, front.anchor, front.heading) == ("section", "", "The “log”")
    first, second, *takeaways = front.text.split("\n")
    assert first.startswith("“Quoted”. “Quoted”.")
    assert second == "Read it for the shape of the log."
    assert takeaways == ["The first.", "The second.", "The third."]


def test_what_stands_before_the_first_heading_is_a_section_under_the_title(site):
    _, opening, first, *_ = passages(prose("Opens.\n\n## One\n\nGoes on."), site=site)
    assert (opening.anchor, opening.heading, opening.text) == (
        "",
        "The “log”",
        "Opens.",
    )
    assert (first.anchor, first.heading, first.text.split("\n")[0]) == (
        "one",
        "One",
        "Goes on.",
    )


def test_a_review_that_opens_with_a_heading_has_no_section_before_it(site):
    _, first, *_ = passages(prose("## One\n\nGoes on."), site=site)
    assert first.heading == "One"


def test_headings_of_both_levels_open_sections_and_deeper_ones_do_not(site):
    text = "## One\n\nA.\n\n### Two\n\nB.\n\n#### Three\n\nC."
    _, one, two, *_ = passages(prose(text), site=site)
    assert (one.heading, one.text) == ("One", "A.")
    assert (two.heading, two.text.split("\n")[:3]) == ("Two", ["B.", "Three", "C."])


def test_a_section_goes_on_after_a_claim_that_stands_in_it(site):
    _, section, made, *_ = passages(
        prose("## One\n\nBefore."), claim(), prose("After."), site=site
    )
    assert section.text.split("\n")[:2] == ["Before.", "After."]
    assert made.kind == Passage.Kind.CLAIM


def test_a_claim_has_what_is_said_found_and_quoted_and_its_verdict(site):
    block = claim(said='"Once" only.', found="*At least* once.", words='the "words"')
    _, _, made, *_ = passages(prose("## One"), block, site=site)
    assert made.anchor == "claim-exactly-once"
    assert made.heading == "“Once” only."
    assert made.text == "At least once.\nthe “words”"
    assert made.verdict == "contradicted"


def test_a_side_note_belongs_to_the_section_that_calls_it(site):
    text = "## One\n\nA.[^n]\n\n## Two\n\nB.\n\n[^n]: Aside."
    _, one, two, *_ = passages(prose(text), site=site)
    assert one.text == "A.\nAside."
    assert "Aside" not in two.text


def test_numbers_and_captions_are_read_and_code_and_data_are_not(site):
    _, section, *_ = passages(prose("## One"), key_numbers(), site=site)
    assert "1 bytes a size" in section.text
    assert "Two" in section.text.split("\n")  # The caption of a table.
    assert "pull" not in section.text.split("\n")


def test_two_headings_of_one_text_have_the_anchors_of_the_page(site):
    _, one, two, *_ = passages(prose("## One\n\nA.\n\n## One\n\nB."), site=site)
    assert (one.anchor, two.anchor) == ("one", "one-2")


@pytest.mark.parametrize("said", ["x" * 300, "«Ωμέγα» 🙂"])
def test_any_words_may_be_said(site, said):
    found = passages(prose("## One"), claim(said=said), site=site)
    assert said in [passage.heading for passage in found]
