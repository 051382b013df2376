"""What the publish gate finds, and where it says it is."""

import pytest

from tests.factories import PaperFactory, ReviewPageFactory, claim, prose
from writing.checks import errors

BLOCK_ID = "3f0c7c7e-0d5c-4a68-9a53-0d0f5f3a3a11"
TABLE = {"data": "a,b\n1,2", "caption": "Two", "locators": "§5", "label": "t"}


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, live=False)


def messages(review, **fields):
    for name, value in fields.items():
        setattr(review, name, value)
    return [str(finding) for finding in errors(review)]


def with_block(review, block_type, **value):
    return messages(review, body=[claim(), {"type": block_type, "value": value}])


def test_a_sound_review_has_no_errors(review):
    assert messages(review) == []


@pytest.mark.parametrize("length", [149, 401])
def test_a_dek_has_150_to_400_characters(review, length):
    assert messages(review, dek="x" * length) == [
        f"Dek: It has {length} characters; write 150 to 400."
    ]


def test_a_review_has_three_to_five_takeaways(review):
    found = messages(review, takeaways=review.takeaways.get_prep_value()[:2])
    assert found == ["Takeaways: There are 2; write three to five."]


def test_a_review_names_somebody(review):
    review.byline = []
    assert messages(review) == ["Byline: Nobody is named."]


def test_a_review_of_a_draft_paper_waits_for_the_paper(review):
    review.paper.live = False
    assert messages(review) == ["Paper: The paper is not published yet."]


def test_a_review_without_claims_is_not_a_review(review):
    assert messages(review, body=[prose("Text.")]) == [
        "Body: A review needs at least one claim."
    ]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"said": " "}, "Claim 1: What is said is missing."),
        ({"found": ""}, "Claim 1: What the paper says is missing."),
        ({"locators": ""}, "Claim 1: Where to look is missing."),
        ({"heard": {"kind": ""}}, "Claim 1: Where it is said is missing."),
        (
            {"heard": {"kind": "reference", "reference": "nobody"}},
            "Claim 1: No reference has the key “nobody”.",
        ),
        (
            {"heard": {"kind": "link", "url": "https://example.org/"}},
            "Claim 1: A link needs its address and its date.",
        ),
        (
            {"locators": "@nobody: §2"},
            "Claim 1: No reference has the key “nobody”.",
        ),
        ({"locators": "v9: §2"}, "Claim 1: The paper has no version “v9”."),
        (
            {"words": "word " * 41},
            "Claim 1: 41 words are quoted; 40 are allowed.",
        ),
        (
            {"verdict": "maybe"},
            "Claim 1: The verdict is not one of the scale (Holds, Holds with "
            "conditions, Overstated, Contradicted, Not in the paper).",
        ),
    ],
)
def test_a_claim_says_what_it_lacks(review, values, message):
    assert messages(review, body=[claim(**values)]) == [message]


def test_a_finding_names_its_block_and_field(review):
    review.body = [{**claim(locators=""), "id": BLOCK_ID}]
    [finding] = errors(review)
    assert (finding.block, finding.field) == (BLOCK_ID, "locators")


def test_a_locator_that_cannot_be_read_is_quoted_back(review):
    [message] = messages(review, body=[claim(locators="somewhere near the end")])
    assert "somewhere near the end" in message


def test_a_formula_that_cannot_be_set_says_why(review):
    [message] = with_block(review, "equation", latex=r"\frac{1", label="x")
    assert message.startswith("Equation 1: ")
    assert "\x1b" not in message


def test_a_ragged_table_names_its_line(review):
    [message] = with_block(review, "table", **{**TABLE, "data": "a,b\n1,2\n3"})
    assert "3" in message.split(":", 1)[1]


def test_a_chart_needs_an_alt_text(review):
    assert with_block(review, "chart", kind="bar", alt="", **TABLE) == [
        "Figure 1: The alt text is missing."
    ]


def test_a_chart_draws_only_columns_that_are_there(review):
    found = with_block(
        review,
        "chart",
        kind="bar",
        alt="Two.",
        x="c",
        series=[{"column": "d"}],
        **TABLE,
    )
    assert found == [
        "Figure 1: The data has no column “c”.",
        "Figure 1: The data has no column “d”.",
    ]


def test_key_numbers_are_three_to_six_and_each_has_a_place(review):
    number = {"value": "9", "unit": "bytes", "what": "overhead", "locators": ""}
    found = with_block(review, "key_numbers", numbers=[number])
    assert found == [
        "Key numbers 1: There are 1 numbers; give three to six.",
        "Key numbers 1: Number 1: Where to look is missing.",
    ]


def test_a_figure_needs_picture_alt_credit_and_licence(review):
    found = with_block(review, "figure", image=None, alt="", label="f")
    assert [message.split(": ")[1] for message in found] == [
        "The picture is missing.",
        "The alt text is missing.",
        "The credit is missing.",
        "The licence is missing.",
    ]


def test_a_citation_of_an_unknown_work_is_an_error_in_the_text(review):
    [message] = messages(review, body=[claim(), prose("See [@nobody].")])
    assert "nobody" in message


def test_a_link_with_another_scheme_is_an_error(review):
    [message] = messages(review, body=[claim(), prose("[x](javascript:alert(1))")])
    assert "Line 1" in message


def test_a_label_stands_once(review):
    found = messages(review, body=[claim(label="same"), claim(label="same")])
    assert found == ["Claim: The label “same” is used twice."] * 2


def test_markdown_over_the_cap_is_refused_in_words(review):
    [message, *_] = messages(review, body=[claim(), prose("x" * 300_000)])
    assert message.startswith("Prose 1: ")


def test_a_control_character_never_reaches_the_feeds(review):
    assert messages(review, title="A\x0btitle") == [
        "Title: It holds a control character."
    ]


def test_a_cited_paper_is_published_first(review):
    review.references = [
        review.references.model(key="draft", paper=PaperFactory(live=False))
    ]
    assert messages(review) == [
        "References: The paper of “draft” is not published yet."
    ]
