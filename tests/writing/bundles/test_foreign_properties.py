"""Whatever is uploaded is read or refused in words, and soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.writing.bundles.foreign_texts import FRONT, translation
from writing.bundles.errors import BundleError

SIGNS = st.text(
    st.sampled_from("-+={}[]():;,.#@$`~<>|!?%^&*_'\"\\/ \t\nabc109é\u2028\U0001f600"),
    max_size=400,
)
PIECES = st.sampled_from(
    [
        *(
            "---",
            "+++",
            "{",
            "}",
            "```",
            "~~~",
            ":::",
            "$$",
            "\\[",
            "\\]",
            "<!--",
            "-->",
        ),
        *("::: {.callout-note}", ":::{claim} x", ":verdict: holds", "> [!NOTE]", "\n"),
        *("{{< highlight go >}}", "{{< /highlight >}}", "{% raw %}", "{% comment %}"),
        *("![a](b.png)", "[^a]", "[^a]: b", "[a]: c", "@fig-a", "[@a; @b]", "{#fig-a}"),
        *("title: x", "tags: [a]", "date: 2024", "author: {name: x}", "title = 1"),
        *('"title": "x"', "{: .a}", "# A", "| a |", "<b>", "^[n]", "    ", "\t"),
    ]
)
TEXTS = st.one_of(
    SIGNS,
    st.lists(PIECES, max_size=40).map("\n".join),
    st.lists(PIECES, max_size=40).map(lambda parts: FRONT + "\n".join(parts)),
    st.text(max_size=300).map(lambda text: FRONT + text),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_a_text_is_read_or_refused_with_file_and_line(text):
    try:
        bundle = translation(text).bundle
    except BundleError as error:
        where = {(fault.file, fault.line >= 1) for fault in error.faults}
    else:
        where = {("post.md", True)}
        check_lines(bundle, text.count("\n") + 1)
    assert where == {("post.md", True)}


def check_lines(bundle, last):
    """Every block has a line of the text."""
    for block in bundle.body:
        assert isinstance(block["value"], str | dict)
        assert 1 <= bundle.places.of_block(block["id"]) <= last


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_the_words_of_plain_prose_are_all_there(text):
    words = "".join(sign for sign in text if sign.isalnum())
    body = translation(f"{FRONT}x{words}x").bundle.body
    assert body[0]["value"] == f"x{words}x"


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "![", "![a](", "{{<", "{{", "{%", "<a", "<!--", "^[", "@a", "[@a;", "$"),
        *("`", "``` \n", "::: {.callout-note}\n", ":::{claim}\n", "$$\n", "<!--\n"),
        *("{{< highlight go >}}\n", "[^a]", "[^a]: [^a]\n", "[a]: b\n", "> [!NOTE]\n"),
        *(
            "~~~~\n```\n",
            "{: ",
            "a{#",
            "# a {#b}\n",
            "<img ",
            "{#fig-a}",
            "| \n",
            "{% comment %}\n",
            *("x\n", "\n", "> \n"),
        ),
    ],
)
def test_the_time_is_bounded_whatever_stands_there_again_and_again(piece):
    body = piece * (240_000 // len(piece))
    began = time.process_time()
    for text in (
        body,
        "\n".join(body[n : n + 8_000] for n in range(0, 240_000, 8_000)),
    ):
        try:
            translation(f"{FRONT}x{text}")
        except BundleError:
            continue
    assert time.process_time() - began < 5


def test_notes_that_are_repeated_are_bounded():
    note = "[^a]: " + "word " * 20_000
    body = "One[^a].\n\n```\nx\n```\n" * 100
    with pytest.raises(BundleError, match="referred to too often"):
        translation(FRONT + body + note)


def test_a_report_is_bounded_and_counts_what_it_does_not_show():
    report = translation(FRONT + "<b>\n\n" * 2_000).report
    assert (len(report.notes), report.count) == (500, 2_000)
