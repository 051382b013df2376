import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing.rendering.maths import MAX_BYTES, MathsError, mathml
from writing.rendering.sanitizing import MATHS, sanitize

# The formulas of the papers under review; docs/specimen.py sets them to be looked at.
PAPERS = Path(__file__).with_name("formulas.txt").read_text().splitlines()
FORMULAS = [
    *PAPERS,
    r"N=\frac{|P_T|}{|C_T|},\qquad C_i \text{ takes } P_T[jN..(j+1)N-1]",
    r"f(x)=\begin{cases}1 & x>0\\ 0 & \text{otherwise}\end{cases}",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
    r"\begin{aligned}a&=b+c\\d&=e\end{aligned}",
    r"\begin{array}{l|c:r}1&2&3\\\hline a&b&c\end{array}",
    r"c_x\in\mathbb{R}^{s},\ \mathcal L_{MTP}",
    r"\operatorname{softmax}\left(\frac{QK^{\top}}{\sqrt{d_k}}\right)V",
    r"r_v \leftarrow \frac{0.15}{N} + 0.85\sum_{u\to v} r_u/\deg^+(u)",
    r"\min(1,\ p(\hat t)/\hat p(\hat t)),\quad \tilde o_i=\tilde o_{i-1}+o_i",
    r"X_{i8} = \left\lfloor 127\,X_{f16} / \max_{ij}|X_{f16,ij}| \right\rceil",
    r"\ell(M_{t-1};x_t)=\lVert M_{t-1}(k_t)-v_t\rVert_2^2",
    r"p(k)=\text{hash}(k)\bmod R,\quad P{:}D = C/(B-1)\!",
]
STYLE_ATTRIBUTE = re.compile(r"<[^>]*\sstyle\s*=")
TAG = re.compile(r"</?([a-z]+)")
INSIDE_TEXT = {"b", "i", "em", "code", "span", "s", "u"}


@pytest.mark.parametrize("display", [True, False])
@pytest.mark.parametrize("latex", FORMULAS)
def test_a_formula_becomes_mathml_without_a_style(latex, display):
    html = mathml(latex, display=display)
    assert html.startswith("<math")
    assert ('display="block"' in html) == display
    assert not STYLE_ATTRIBUTE.search(html)
    assert sanitize(html) == html


def test_a_formula_has_its_source_in_words_for_what_cannot_set_it():
    assert mathml(r"a < \frac{b}{c}").startswith(r'<math alttext="a &lt; \frac{b}{c}">')
    assert 'alttext="a over b"' in mathml(r"\frac{a}{b}", alt="a  over\nb")


def test_aligned_columns_keep_their_sides_as_classes():
    html = mathml(r"\begin{aligned}a&=b\end{aligned}", display=True)
    assert '<mtd class="m-right m-flush-right"><mi>a</mi></mtd>' in html
    assert '<mtd class="m-left m-flush-left"><mo>=</mo>' in html


def test_the_condition_of_a_case_stands_apart_from_its_value():
    html = mathml(r"\begin{cases}1 & x\end{cases}")
    assert '<mtd class="m-left m-flush-right m-gap"><mi>x</mi></mtd>' in html


def test_lines_in_an_array_are_classes():
    html = mathml(r"\begin{array}{|c:}\hline a\end{array}")
    assert "m-line-left m-line-top" in html
    assert "m-dash-right" in html


def test_a_negative_space_is_rounded_to_one_of_three():
    assert 'class="m-back-1"' in mathml(r"a\!b")
    assert 'class="m-back-3"' in mathml(r"a\hspace{-2em}b")


def test_a_colour_is_dropped():
    html = mathml(r"\textcolor{red}{x}")
    assert "style" not in html
    assert "<mi>x</mi>" in html


def test_words_that_look_like_a_style_are_kept():
    assert "style=" in mathml(r"\text{ style=x }")


def test_formulas_do_not_number_themselves():
    html = mathml(r"\begin{align}a&=b\\c&=d\end{align}", display=True)
    assert "(1)" not in html
    assert html.count("<mtr>") == 2


def test_text_in_a_formula_is_escaped():
    assert "&lt;script&gt;" in mathml(r"\text{<script>}")


@pytest.mark.parametrize(
    ("latex", "message", "position"),
    [
        (r"a + \foo", r'Unknown command "\foo" at character 5.', 5),
        ("ééé\\foo", r'Unknown command "\foo" at character 4.', 4),
        (r"\begin{align}a&=\foo\end{align}", r'Unknown command "\foo" at', 17),
        (r"\frac{1", 'Expected closing token "}", but reached end of input at', 8),
        (r"\href{javascript:alert(1)}{x}", r'Unknown command "\href" at', 1),
        ("x\x1b[31m", "There is a control character, U+001B, at character 2.", 2),
        ("  ", "The formula is empty.", None),
        ("x" * (MAX_BYTES + 1), "A formula may hold 8 kB.", None),
        ("x^{" * 99 + "x" + "}" * 99, "A formula may be nested 40 levels", None),
        (r"\def\a{\a\a}\a", "Too many expansions", 1),
        (r"\def\a{" + "x" * 7000 + "}" + r"\a" * 90, "The formula is too large.", None),
    ],
)
def test_a_bad_formula_is_explained_in_one_sentence(latex, message, position):
    with pytest.raises(MathsError) as caught:
        mathml(latex)
    assert str(caught.value).startswith(message)
    assert str(caught.value).endswith(".")
    assert "\x1b" not in str(caught.value)
    assert caught.value.position in {position, position and position + 1}


def test_threads_get_the_same_formulas():
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: mathml(f"x_{{{n % 40}}}"), range(400)))
    assert found == [mathml(f"x_{{{n % 40}}}") for n in range(400)]


PIECES = [
    *("\\", "{", "}", "&", "^", "_", "%", "#", '"', "'", "<", ">", " ", "x", "$", "="),
    *(r"\text{", r"\begin{array}{c}", r"\end{array}", r"\frac", r"\\", r"\hspace{"),
    *("<script>", "style=", "onerror=", "</math>", "javascript:", r"\color{", "&lt;"),
    *(r"\textcolor{red}{", r"\tag{", r"\label{", r"\class{", r"\href{", "-1em}", "é"),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=15).map("".join) | st.text(max_size=40)
)
def test_no_input_gets_markup_of_its_own_into_a_page(latex):
    try:
        html = mathml(latex)
    except MathsError:
        return
    assert not STYLE_ATTRIBUTE.search(html)
    assert set(TAG.findall(html)) <= set(MATHS) | INSIDE_TEXT
    assert not re.search(r"<[^>]*\s(on\w+|href|src|id)\s*=", html)


@pytest.mark.parametrize(
    "latex",
    [
        "{" * 8000,
        "{ " * 4000,
        r"\begin{matrix}" * 500,
        "[" * 8000,
        "(" * 40,
        "{(}" * 30 + "{)}" * 30,
        r"\left(" * 40,
    ],
)
def test_a_formula_that_would_take_the_process_down_is_refused_unread(latex):
    with pytest.raises(MathsError, match=r"nested|left open|too large|kB"):
        mathml(latex)


def test_half_open_intervals_are_no_bomb():
    assert mathml("[0, 1)" * 10)
