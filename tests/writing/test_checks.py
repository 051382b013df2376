"""What the publish gate finds, and where it says it is."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import PaperFactory, ReviewPageFactory, claim, prose, sound
from writing.checks import errors, findings
from writing.checks.findings import Level

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
    return messages(review, body=sound(claim(), {"type": block_type, "value": value}))


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
    assert messages(review, body=sound(claim(**values))) == [message]


def test_a_finding_names_its_block_and_field(review):
    review.body = sound({**claim(locators=""), "id": BLOCK_ID})
    [finding] = errors(review)
    assert (finding.block, finding.field) == (BLOCK_ID, "locators")


def test_a_locator_that_cannot_be_read_is_quoted_back(review):
    [message] = messages(review, body=sound(claim(locators="somewhere near the end")))
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


def test_a_chart_that_cannot_be_drawn_says_why(review):
    chart = {**TABLE, "data": "a,b\nx,many"}
    assert with_block(review, "chart", kind="bar", alt="Two.", **chart) == [
        "Figure 1: Column “b”, row 1: “many” is no number."
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
    [message] = messages(review, body=sound(claim(), prose("See [@nobody].")))
    assert "nobody" in message


def test_a_link_with_another_scheme_is_an_error(review):
    [message] = messages(review, body=sound(claim(), prose("[x](javascript:alert(1))")))
    assert "Line 1" in message


def test_a_label_stands_once(review):
    found = messages(review, body=sound(claim(label="same"), claim(label="same")))
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


# The measure of a review


def doubts(review, **fields):
    """The warnings, with these fields of the review changed."""
    for name, value in fields.items():
        setattr(review, name, value)
    found = findings(review)
    return [str(one) for one in found if one.level == Level.WARNING]


def filled(words):
    return prose("\n\n".join("word " * 100 for _ in range(words // 100)))


def test_a_review_has_at_least_seven_claims(review):
    body = [block for block in sound() if block["type"] != "claim"]
    found = messages(review, body=[*body, *[claim(label=v, verdict=v) for v in THREE]])
    assert found == ["Body: It has 3 claims; write at least 7."]


THREE = ["holds", "overstated", "absent"]


def test_seven_claims_meet_at_least_three_verdicts(review):
    body = [block for block in sound() if block["type"] != "claim"]
    claims = [claim(label=f"c-{n}", verdict=THREE[n % 2]) for n in range(7)]
    assert messages(review, body=[*body, *claims]) == [
        "Body: Its claims meet 2 of the verdicts; look for at least 3."
    ]


@pytest.mark.parametrize(("words", "count"), [(1700, "1,7"), (2900, "2,9")])
def test_a_review_has_1800_to_2800_words(review, words, count):
    body = [*sound(claim())[:-1], filled(words)]
    [message] = messages(review, body=body)
    assert message.startswith(f"Body: It has {count}")
    assert message.endswith("words; write 1,800 to 2,800.")


def test_a_review_has_key_numbers(review):
    body = [block for block in sound(claim()) if block["type"] != "key_numbers"]
    assert messages(review, body=body) == [
        "Body: It has no key numbers; give three to six."
    ]


@pytest.mark.parametrize(("count", "are"), [(2, "are 2"), (7, "are 7"), (1, "is 1")])
def test_a_review_has_three_to_six_tags(review, count, are):
    review.tags.set([f"tag {letter}" for letter in "abcdefg"[:count]])
    assert messages(review) == [f"Tags: There {are}; choose three to six."]


def test_a_review_is_not_dated_in_the_future(review):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert messages(review, published_on=tomorrow) == [
        f"Published: {tomorrow} is in the future."
    ]


def test_a_scheduled_review_may_bear_the_day_it_goes_live(review):
    soon = timezone.now() + timedelta(days=3)
    day = timezone.localdate(soon)
    assert messages(review, published_on=day, go_live_at=soon) == []


def test_a_review_was_not_revised_before_it_was_published(review):
    found = messages(review, revised_on=date(2025, 12, 31))
    assert found == [
        "Last material change: 2025-12-31 is before the review was published."
    ]


@pytest.mark.parametrize("count", [1, 5])
def test_a_dek_of_one_or_five_sentences_is_doubted(review, count):
    dek = " ".join(["A" + "a" * (200 // count) + "."] * count)
    found = [one for one in doubts(review, dek=dek) if one.startswith("Dek")]
    noun = "sentence" if count == 1 else "sentences"
    assert found == [f"Dek: It has {count} {noun}; write two to four."]


def test_a_number_without_a_source_nearby_is_doubted(review):
    found = doubts(review, body=sound(prose("First.\n\nIt took 350 ms."), claim()))
    assert "Prose 1: Line 3: no source nearby for 350." in found


def test_what_a_reader_expects_and_a_review_lacks_is_doubted(review):
    bare = [block for block in sound() if block["type"] in {"claim", "key_numbers"}]
    assert doubts(review, body=bare) == [
        "Body: It does not open with prose.",
        "Body: It has no equation.",
        "Body: It has no listing of code or pseudocode.",
        "Body: It has no chart or table.",
        "Body: It quotes no words of the paper.",
    ]


def test_a_work_that_nothing_cites_is_doubted(review):
    review.references = [
        review.references.model(key=key, record={"title": "T", "type": "webpage"})
        for key in ("cited", "heard", "idle")
    ]
    heard = claim(heard={"kind": "reference", "reference": "heard"})
    found = doubts(review, body=sound(prose("See [@cited]."), heard))
    assert [one for one in found if one.startswith("References")] == [
        "References: “idle” is never cited."
    ]


def test_doubts_are_no_errors(review):
    assert doubts(review, body=sound(claim()))
    assert errors(review) == []
