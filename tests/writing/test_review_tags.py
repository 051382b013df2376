"""What templates make of plain text and numbers."""

import pytest
from django.template import Context, Template

from writing.templatetags.review_tags import grouped, spelled, typographic
from writing.verdicts import Verdict


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('Kafka\'s "log"', "Kafka’s “log”"),
        ("already ‘curled’", "already ‘curled’"),
        ("the '90s", "the ’90s"),
        (None, ""),
    ],
)
def test_plain_text_gets_typographers_quotation_marks(typed, printed):
    assert typographic(typed) == printed


def test_plain_text_is_still_escaped():
    template = Template("{% load review_tags %}{{ text|typographic }}")
    assert template.render(Context({"text": '<b>"'})) == "&lt;b&gt;”"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("400000", "400,000"),
        ("≈25000", "≈25,000"),
        ("~ 1234567", "~ 1,234,567"),
        ("$12000", "$12,000"),
        ("12000 %", "12,000 %"),
        ("12000×", "12,000×"),
        ("12000 ± 10000", "12,000 ± 10,000"),
    ],
)
def test_integers_of_five_digits_or_more_are_parted(typed, printed):
    assert grouped(typed) == printed


@pytest.mark.parametrize(
    "typed",
    [
        "2011",
        "5500",
        "00123",
        "0.12345",
        "12345.67",
        "400,000",
        "12345e6",
        "1e10000",
        "–",
        "",
    ],
)
def test_other_numbers_stay_as_typed(typed):
    assert grouped(typed) == typed


def test_counts_are_spelled_up_to_twenty():
    assert [spelled(0), spelled(20), spelled(21)] == ["No", "Twenty", "21"]


def test_a_tally_says_its_total_and_every_step():
    template = Template("{% load review_tags %}{{ tally|tally_label }}")
    tally = [(verdict, verdict.position - 1) for verdict in Verdict]
    assert template.render(Context({"tally": tally})) == (
        "10 claims: 0 holds, 1 holds with conditions, 2 overstated, "
        "3 contradicted, 4 not in the paper"
    )
