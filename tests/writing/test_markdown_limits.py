import re
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.writing.prose_page import html, is_well_formed, messages, read, scope
from writing.rendering import limits
from writing.rendering.markdown import (
    MarkdownError,
    check_markdown,
    plain_text,
    render_markdown,
)


class TestLimits:
    @pytest.mark.parametrize("size", [5_000, 250_000])
    @pytest.mark.parametrize("sign", [*"[(*>`$_~{<\\\"'!&", "![", "[](", "[^"])
    def test_a_long_run_of_signs_is_refused(self, sign, size):
        source = "a\n\nb " + sign * (size // len(sign))
        with pytest.raises(MarkdownError):
            render_markdown(source, scope())
        (fault,) = check_markdown(source)
        assert fault.line == 3

    @pytest.mark.parametrize("sign", ["> ", ">", "- ", "1. ", "> - "])
    def test_what_is_nested_too_deeply_is_refused_and_not_dropped(self, sign):
        with pytest.raises(MarkdownError, match="40 levels"):
            render_markdown(sign * 60 + "a", scope())

    def test_emphasis_nested_too_deeply_is_refused(self):
        with pytest.raises(MarkdownError, match="40 levels"):
            render_markdown("*a **b " * 30 + "c** d*" * 30, scope())

    def test_what_is_nested_less_deeply_is_shown(self):
        assert "deep" in html("> " * 30 + "deep")

    def test_a_text_has_a_greatest_size(self):
        assert messages("é" * 140_000) == ["A text may hold 256 kB."]

    def test_a_paragraph_has_a_greatest_size_and_number_of_brackets(self):
        assert "8 kB" in messages("a " * 5000)[0]
        assert "opening brackets" in messages("[a " * (limits.MAX_BRACKETS + 1))[0]

    def test_a_text_has_a_greatest_number_of_blocks(self):
        assert "too many" in messages("#\n" * 20_000)[0]

    def test_a_run_inside_code_does_no_harm(self):
        assert "<pre>" in html("```\n" + "*" * 500 + "\n```")

    @pytest.mark.parametrize(
        "pattern",
        [
            *("[a ", "![", "[a](", "[^a]", "*a _b ", "`a``b", "$a ", "\"a' ", "<a "),
            *("{ref}`a ", "[@a; ", "- a\n", "> a\n", "[a]: b '\n", "a\n===\n"),
            *("## a\n", "|a|\n|-|\n"),
        ],
    )
    def test_twice_the_text_is_about_twice_the_work(self, pattern):
        paragraph = pattern * (2000 // len(pattern))
        once, twice = (calls((paragraph[:500] + "\n\n") * n) for n in (10, 20))
        assert twice < 2.3 * once

    @pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\ud800"])
    def test_a_control_character_is_a_fault_and_replaced(self, sign):
        assert html(f"a{sign}") == "<p>a�</p>"
        assert "control character" in check_markdown(f"\na{sign}")[0].message


def calls(source):
    """How many functions are called to render a text."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        render_markdown(source, scope())
    finally:
        sys.setprofile(None)
    return count


HOSTILE = [
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
    ),
    *("[x](", ")", "[x]: ", "data:text/html,<b>", "<svg/onload=alert(1)>", "</span>"),
    *('"', "'", "`", "``", "$", "$$", "|", "\n", "\n\n", "    ", "- ", "> ", "# ", "*"),
    *(
        "&lt;script&gt;",
        "&#60;",
        "&quot;",
        "\x00",
        "\u2028",
        "\\",
        "]",
        "[",
        "(",
        "{",
        "}",
    ),
    *(
        "## a {#main}",
        "{#x}",
        "{ref}`",
        "{claim}`",
        "<replicated>`",
        "<consumer>`",
        "id=x",
    ),
    *(
        "[^1]",
        "\n\n[^1]: ",
        "[@kreps",
        "; @qin",
        ", §2]",
        "![",
        "|-|-|\n",
        "```python\n",
    ),
    *(
        ' "onclick="alert(1)',
        "style=color:red",
        "\\text{",
        "\\color{red}",
        "<!--",
        "-->",
    ),
]
ADDRESS = re.compile(r"https?://|mailto:|/(?!/)|#")


@given(
    st.lists(st.sampled_from(HOSTILE), max_size=25).map("".join) | st.text(max_size=80)
)
def test_no_text_gets_markup_of_its_own_into_a_page(source):
    page = scope(reserved=["main"])
    try:
        markup = "".join(render_markdown(source, page) for _ in range(2))
    except MarkdownError:
        return
    tags = read(markup)
    assert is_well_formed(markup)
    assert "main" not in tags.ids
    for tag, name, value in tags.attributes:
        assert tag not in {"script", "img", "iframe", "style", "object"}
        assert name != "style"
        assert not name.startswith("on")
        assert name != "href" or ADDRESS.match(value)


@given(st.lists(st.sampled_from(HOSTILE), max_size=25).map("".join))
def test_any_text_can_be_checked_and_read(source):
    assert all(fault.line >= 1 for fault in check_markdown(source))
    assert isinstance(plain_text(source), str)


def test_threads_share_the_parser_but_nothing_else():
    def page(n):
        source = f"# H {n}\n\na[^{n}] [@qin] {{ref}}`consumer` $x_{n}$\n\n[^{n}]: N{n}"
        found = scope()
        return render_markdown(source, found), found.headings, found.faults

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(page, range(100)))
    assert together == [page(n) for n in range(100)]
