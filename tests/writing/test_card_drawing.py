"""What is drawn on a card, and that no text breaks it."""

from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from writing.rendering.cards import HEIGHT, WIDTH, Card, draw_card
from writing.rendering.cards.drawing import LEFT, PAPER, TITLE_TOP
from writing.rendering.cards.faces import drawable

SCALE = ["holds", "conditional", "overstated", "contradicted", "absent"]
TALLY = tuple((value, value.title(), n) for n, value in enumerate(SCALE))
LONG = "What everybody says about attention and what eleven readers found of it. " * 9


def card(title, **values):
    return Card("Close Reading", title, **{"counts": TALLY, **values})


def picture(drawn):
    return Image.open(BytesIO(drawn)).convert("RGB")


def ink_box(drawn):
    """The edges of all that isn't ground."""
    image = picture(drawn)
    return ImageChops.difference(image, Image.new("RGB", image.size, PAPER)).getbbox()


def test_a_card_has_the_size_that_networks_ask_for():
    drawn = draw_card(card("A log that promised very little"))
    assert picture(drawn).size == (WIDTH, HEIGHT) == (1200, 630)
    assert len(drawn) < 150_000


def test_a_card_drawn_twice_is_the_same():
    assert draw_card(card("Łódź ∞")) == draw_card(card("Łódź ∞"))


@pytest.mark.parametrize(
    "title", [LONG, "Donaudampfschifffahrt" * 20, "W" * 300, "g" * 5000, "Ảy" * 150]
)
def test_a_long_title_stays_within_the_margins(title):
    paper = {"paper": title, "venue": title}
    left, top, right, bottom = ink_box(draw_card(card(title, **paper)))
    assert left >= LEFT - 2
    assert right <= WIDTH - LEFT + 2
    assert top >= 32
    assert bottom <= HEIGHT - 32


def test_a_long_title_stays_clear_of_the_tally():
    def below_title(title):
        # Between the last line of a title and the head of the tally.
        return picture(draw_card(card(title))).crop((0, 424, WIDTH, 440))

    assert ImageChops.difference(below_title(LONG), below_title("T")).getbbox() is None


def test_a_long_name_stays_within_the_margins():
    drawn = draw_card(Card("An Uncommonly Long Name " * 20, "T"))
    assert ink_box(drawn)[2] <= WIDTH - LEFT + 2


@given(st.text(max_size=60), st.text(max_size=20))
@example("\ud800 \x00\x1b[31m \u202eabc \ufeff", "\udfff")
@example("👩‍👩‍👧‍👦 שלום عربي", "日本語")
@example("\u0301\u0301a\u0301\u0316\u0327" + "\u0300" * 99, "\u20dd")
@settings(deadline=None, max_examples=40)
def test_no_text_is_too_odd(title, paper):
    drawn = draw_card(card(title, paper=paper, venue=paper))
    left, _, right, bottom = ink_box(drawn)
    assert left >= LEFT - 24
    assert right <= WIDTH - LEFT + 24
    assert bottom <= HEIGHT - 32


@pytest.mark.parametrize("letters", ["Ω", "λόγος", "ā", "Łź", "→", "≤", "𝑥", "ế", "ẋ"])
def test_letters_that_a_face_holds_are_drawn(letters):
    assert drawable(letters, "serif")
    assert draw_card(card(f"a{letters}")) != draw_card(card("a"))


@pytest.mark.parametrize("letters", ["日本", "😀", "ש", "\x07", "\u202e", "\ue000"])
def test_letters_that_no_face_holds_are_left_out(letters):
    assert draw_card(card(f"a {letters} b")) == draw_card(card("a b"))


def test_an_accent_that_no_face_holds_leaves_its_letter():
    assert drawable("Ἀθήνα", "sans").endswith("θήνα")
    assert drawable("Ἀθήνα", "sans")[0] == "Α"


def test_composed_and_decomposed_letters_are_one():
    assert draw_card(card("e\u0301")) == draw_card(card("é"))


def test_without_a_title_the_paper_stands_alone_and_then_the_site():
    def title_of(one):
        return picture(draw_card(one)).crop((0, TITLE_TOP, WIDTH, 440)).tobytes()

    assert title_of(card("日本語", paper="Mamba")) == title_of(card("Mamba"))
    assert title_of(card("日本語")) == title_of(card("Close Reading"))
    assert draw_card(Card("", ""))


@pytest.mark.parametrize("place", range(5))
def test_a_verdict_without_claims_is_hollow(place):
    def drawn(count):
        counts = [(value, "", 0) for value in SCALE]
        counts[place] = (SCALE[place], "", count)
        counts.append(("holds", "", 5 - count))
        return draw_card(card("T", counts=tuple(counts)))

    assert drawn(0) != drawn(1)


def test_shapes_without_numbers_explain_the_scale():
    scale = tuple((value, label, None) for value, label, _ in TALLY)
    numberless = draw_card(card("T", counts=scale))
    assert len({numberless, draw_card(card("T")), draw_card(card("T", counts=()))}) == 3
