"""Whether words and numbers are found where they are said to stand."""

import time

import pytest

from writing.locators import parse_locators
from writing.paper_text.cleaning import clean
from writing.paper_text.matching import Ground, Outcome, match_number, match_words
from writing.paper_text.nearest import nearest
from writing.paper_text.numbers import numbers_in_cell, numbers_of, numbers_of_paper
from writing.paper_text.pages import Page
from writing.paper_text.places import name_of_pages, pages_meant
from writing.paper_text.searchable import SearchableText

FIRST = (
    "In general, Kafka only guarantees at-least-once delivery. Exactly-once delivery "
    "typically requires two-phase commits [12]. “It’s fast”, says nobody."
)
SECOND = "not necessary for our applications. A broker is state-\nless."


def pdf(*pages):
    return SearchableText("v1", "pdf", tuple(Page("", clean(page)) for page in pages))


def html(**sections):
    pages = tuple(Page(head, text) for head, text in sections.items())
    return SearchableText("v1", "html", pages)


def outcome(words, *pages, stated=None):
    ground = Ground(pdf(*pages), stated and frozenset(page - 1 for page in stated))
    return match_words(words, [ground]).outcome


@pytest.mark.parametrize(
    "words",
    [
        "Kafka only guarantees at-least-once delivery",
        "kafka only guarantees at least once delivery.",
        "Kafka  only\nguarantees at‑least–once delivery",
        "[I]n general, Kafka only guarantees",
        "Kafka only guarantees … two-phase commits",
        "Kafka only guarantees [...] two-phase commits.",
        "Kafka only guarantees ... requires ... commits",
        "requires two-phase commits",
        "two-phase commits [12]",
        '"It\'s fast"',
        "says nobody. Not necessary for our applications",
    ],
)
def test_words_are_found_however_they_are_set(words):
    assert outcome(words, FIRST, SECOND, stated=[1]) == Outcome.FOUND


@pytest.mark.parametrize(
    "words",
    [
        "Kafka guarantees at-least-once delivery",
        "Kafka never guarantees at-least-once delivery",
        "two-phase commits … Kafka only guarantees",
        "nera",
        "lands",
        "fast",
    ],
)
def test_words_that_do_not_stand_there_are_not_found(words):
    text = FIRST.replace("“It’s fast”", "breakfast")
    assert outcome(words, text, SECOND) == Outcome.MISSING


def test_what_the_quoter_put_in_brackets_is_left_out():
    assert outcome("A broker is [always] stateless", SECOND) == Outcome.FOUND


def test_parts_a_page_apart_are_not_one_quotation():
    pages = ["Kafka only guarantees this.", "filling " * 900, "And never that."]
    assert outcome("Kafka only guarantees … never that", *pages) == Outcome.MISSING


def test_words_on_another_page_are_found_elsewhere():
    match = match_words("stateless", [Ground(pdf(FIRST, SECOND), frozenset({0}))])
    assert match.outcome == Outcome.ELSEWHERE
    assert name_of_pages(match.pages, match.text) == "p. 2"


def test_words_that_go_on_overleaf_are_found_on_either_page():
    words = "says nobody. not necessary"
    assert outcome(words, FIRST, SECOND, stated=[1]) == Outcome.FOUND
    assert outcome(words, FIRST, SECOND, stated=[2]) == Outcome.FOUND
    assert outcome(words, FIRST, SECOND, "three", stated=[3]) == Outcome.ELSEWHERE


def test_one_of_the_stated_pages_is_enough():
    assert outcome("stateless", FIRST, SECOND, stated=[1, 2]) == Outcome.FOUND


def test_nothing_to_look_in_is_not_checked():
    assert match_words("stateless", []).outcome == Outcome.UNCHECKED


def test_words_of_nothing_but_marks_are_not_found_everywhere():
    assert outcome("…", FIRST) == Outcome.MISSING


def test_a_found_phrase_is_shown_with_what_is_around_it():
    text = pdf("a " * 200 + FIRST)
    match = match_words("guarantees at least once", [Ground(text)])
    passage = text.passage(match.span, around=20)
    assert passage.match == "guarantees at-least-once"
    assert passage.before == "… Kafka only "
    assert passage.after.endswith(" …")


def found_numbers(said, page):
    ground = Ground(pdf(page))
    return {n.text: match_number(n, [ground]).outcome for n in numbers_of(said)}


@pytest.mark.parametrize(
    ("said", "page"),
    [
        ("400,000", "some 400000 messages"),
        ("400000", "some 400,000 messages"),
        ("400000", "some 400 000 messages"),
        ("2,800,000", "2.8 million of them"),
        ("2.8 million", "2,800,000 of them"),
        ("7 billion", "a 7B model"),
        ("50%", "50 % of all"),
        ("−3.50", "a loss of -3.5"),
        ("0.5", "alpha is .5 here"),
        ("3", "three brokers"),
        ("1.2", "1.2 × 10⁶ of them"),
    ],
)
def test_a_number_is_found_in_its_other_spellings(said, page):
    assert set(found_numbers(said, page).values()) == {Outcome.FOUND}


@pytest.mark.parametrize(
    ("said", "page"),
    [("400,000", "40,000 and 400"), ("2.8", "2.85 or 12.8"), ("3", "33 of thirteen")],
)
def test_a_number_is_not_found_in_another(said, page):
    assert set(found_numbers(said, page).values()) == {Outcome.MISSING}


def test_names_years_and_releases_are_no_numbers():
    said = "Table 3 and §3.1, pp. 4–5; Fig. 4 of version 0.7 in 2011, GPT-3 and T5: 81"
    assert [number.text for number in numbers_of(said)] == ["81"]


def test_numbers_that_are_ours_or_of_other_works_are_not_the_papers():
    source = "It moves 81 MB.\n\nBy our arithmetic 82.\n\n83 [@other]. `84` $85$"
    assert [number.text for number in numbers_of_paper(source)] == ["81"]


def test_a_key_number_may_stand_close_to_its_unit():
    assert [n.text for n in numbers_in_cell("≈2x faster")] == ["2"]
    assert "2800000" in numbers_in_cell("2.8M")[0].values


@pytest.mark.parametrize(
    ("locator", "pages"),
    [
        ("p. 2", {1}),
        ("§3.1, pp. 1–2", {0, 1}),
        ("p. 1128", {1}),
        ("pp. 1, 3", {0, 2}),
        ("p. 9", None),
        ("§3.1", None),
        ("throughout", None),
    ],
)
def test_a_page_of_a_pdf_is_its_sheet_or_the_number_printed_on_it(locator, pages):
    sheets = tuple(Page(label, "text") for label in ("1127", "1128", "1129"))
    text = SearchableText("v1", "pdf", sheets)
    [place] = parse_locators(locator)
    assert pages_meant(place, text) == pages


@pytest.mark.parametrize(
    ("locator", "pages"),
    [
        ("§3", {1, 2, 3}),
        ("§3.1", {2, 3}),
        ("§3.10", None),
        ("§Related work", {4}),
        ("App. A", {5}),
        ("Abstract", {0}),
        ("Table 3", None),
        ("p. 4", None),
    ],
)
def test_a_section_of_html_is_found_by_its_heading(locator, pages):
    headings = ["Abstract", "3 Design", "3.1 The log", "3.1.2 Segments"]
    headings += ["Related work", "Appendix A Proofs"]
    text = html(**dict.fromkeys(headings, "text"))
    [place] = parse_locators(locator)
    assert pages_meant(place, text) == pages


def test_the_nearest_passage_is_offered():
    near = nearest("Kafka guarantees at-least-once delivery only", pdf("No.", FIRST))
    assert near.page == 1
    assert near.passage.match == "Kafka only guarantees at-least-once delivery"


def test_nothing_is_offered_that_is_not_near():
    assert nearest("an entirely different sentence about cats", pdf(FIRST)) is None
    assert nearest("word", pdf(FIRST)) is None


def test_looking_for_the_nearest_passage_ends():
    text = pdf(*["one two three four five " * 4000] * 60)
    begun = time.monotonic()
    nearest("six five four three two one zero", text, seconds=0.2)
    assert time.monotonic() - begun < 3


def test_a_word_that_stands_on_every_line_is_looked_for_quickly():
    text = pdf(*["the " * 5000] * 60)
    begun = time.process_time()
    assert match_words("the … absent", [Ground(text)]).outcome == Outcome.MISSING
    assert time.process_time() - begun < 2
