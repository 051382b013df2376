"""Which numbers of a text have no source nearby."""

import pytest

from writing.rendering.sourcing import unsourced_numbers


def numbers(text):
    return [number for one in unsourced_numbers(text) for number in one.numbers]


@pytest.mark.parametrize(
    "text",
    [
        "It moved 400,000 a second [@kreps2011kafka, §5].",
        "It moved 400,000 a second, as {ref}`throughput` shows.",
        "That {claim}`it moved 400,000 a second <fast>` is often said.",
        "By our division it is 18 times slower.",
        "It took 18 ms (§5.2).",
        "It took 18 ms, says Table 2.",
        "It took 18 ms.[^1]\n\n[^1]: By our arithmetic.",
        "- one took 18 ms\n- two took 19 ms [@kreps2011kafka]",
    ],
)
def test_a_number_beside_its_source_is_sourced(text):
    assert numbers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "GPT-3, T5, H800 and LLM.int8() use 8-bit numbers.",
        "In 2011, and again in 2024.",
        "A model of the 70B class.",
        "vLLM 0.5.1 and version 0.8.",
        "`x = 5` and $N = 5$",
        "## 5 things\n",
        "```\n5\n```",
        "Nothing is counted.",
    ],
)
def test_what_names_or_dates_a_thing_is_no_number(text):
    assert numbers(text) == []


def test_numbers_are_told_as_printed_with_their_line():
    [one] = unsourced_numbers("Text.\n\nIt fell from 98.1% to ≈3,200, by −0.2.")
    assert (one.line, one.numbers) == (3, ("98.1%", "≈3,200", "−0.2"))


def test_a_source_in_another_paragraph_is_not_nearby():
    assert numbers("It took 18 ms.\n\nSo they say [@kreps2011kafka].") == ["18"]


def test_a_note_without_a_source_is_none():
    assert numbers("It took 18 ms.[^1]\n\n[^1]: On a Tuesday.") == ["18"]


def test_a_text_over_the_limits_is_left_to_those_who_tell_of_it():
    assert unsourced_numbers("9 " * 200_000) == []
