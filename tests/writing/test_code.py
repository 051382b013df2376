import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing.rendering.code import (
    LANGUAGES,
    MAX_BYTES,
    CodeError,
    highlight,
    parse_lines,
)

REBALANCE = """\
for topic in subscribed:
    release(topic)  # all of it

    pull(topic)
"""


def words(html):
    return re.sub(r"<[^>]*>", "", html)


def test_keywords_and_comments_are_told_apart_and_nothing_else():
    html = highlight(REBALANCE, "python")
    assert html.startswith('<span class="k">for</span> topic <span class="k">in</span>')
    assert '<span class="c"># all of it</span>' in html
    assert set(re.findall(r'class="([^"]*)"', html)) == {"k", "c"}


def test_pseudocode_has_keywords_at_the_head_of_a_step_only():
    html = highlight("for each p in mine:\n    if it is free or stale", "pseudocode")
    assert html == (
        '<span class="k">for</span> each p in mine:\n'
        '    <span class="k">if</span> it is free or stale'
    )


def test_a_comment_in_pseudocode_is_a_comment():
    assert highlight("wait  # a little", "pseudocode").endswith(
        '<span class="c"># a little</span>'
    )


@pytest.mark.parametrize("language", ["text", "klingon", "", "html"])
def test_a_language_not_on_the_list_is_plain_text(language):
    assert highlight("for x in y: # <b>", language) == "for x in y: # &lt;b&gt;"


@pytest.mark.parametrize("language", [value for value, _ in LANGUAGES])
def test_every_language_on_the_list_keeps_the_code_as_it_is(language):
    assert words(highlight(REBALANCE, language)) == REBALANCE.rstrip("\n")


def test_a_line_that_stands_out_is_one_element_with_its_line_end():
    html = highlight("a\nb\nc", "text", frozenset({2, 3}))
    assert html == ('a\n<span class="line on">b\n</span><span class="line on">c</span>')


def test_a_comment_over_several_lines_never_spans_two_elements():
    html = highlight("/* one\n\n   two */\nint x;", "c", frozenset({2}))
    assert html.startswith(
        '<span class="c">/* one</span>\n<span class="line on">\n</span>'
    )


def test_a_line_past_the_end_changes_nothing():
    assert highlight("a", "text", frozenset({9})) == "a"


def test_control_characters_are_replaced():
    assert highlight("a\x00b\x1b\r\nc", "text") == "a�b�\nc"


def test_a_listing_has_a_greatest_size():
    with pytest.raises(CodeError, match="20 kB"):
        highlight("x" * (MAX_BYTES + 1), "text")


@pytest.mark.parametrize("stretch", ["a\n", "<", "x[", "// ", "#$"])
def test_a_long_stretch_that_is_no_code_is_plain_text(stretch):
    code = "class A {}\n" + stretch * 1000
    assert "<span" not in highlight(code, "java")


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", set()), ("3", {3}), ("2,4-6", {2, 4, 5, 6}), (" 1 , 2 – 3,", {1, 2, 3})],
)
def test_lines_are_read_as_single_ones_and_ranges(text, lines):
    assert parse_lines(text) == lines


@pytest.mark.parametrize("text", ["x", "2-", "0", "6-4", "1;2", "-3", "1" * 5])
def test_what_is_no_line_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match=r"(?i)lines .+\.$|as lines\. Write"):
        parse_lines(text)


def test_the_choice_of_lines_has_a_greatest_length():
    with pytest.raises(ValueError, match="200 characters"):
        parse_lines("1," * 101)


@given(
    st.text(max_size=80),
    st.sampled_from([value for value, _ in LANGUAGES]),
    st.frozensets(st.integers(1, 4)),
)
def test_code_is_always_escaped_and_whole(code, language, lines):
    html = highlight(code, language, lines)
    assert set(re.findall(r"<[^>]*>", html)) <= {
        '<span class="k">',
        '<span class="c">',
        '<span class="line on">',
        "</span>",
    }
    assert html.count("<span") == html.count("</span>")
