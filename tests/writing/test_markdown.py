import re
import sys
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing.rendering import limits
from writing.rendering.markdown import (
    MarkdownError,
    Scope,
    Target,
    check_markdown,
    plain_text,
    render_markdown,
)
from writing.verdicts import Verdict

TARGETS = {
    "replicated": Target("claim-replicated", "claim 3", Verdict.CONTRADICTED, 3),
    "consumer": Target("figure-consumer", "figure 1", None, 1),
}


def scope(**kwargs):
    return Scope(keys=["kreps", "qin", "a:b/c.d"], targets=TARGETS, **kwargs)


def html(source, page=None):
    return render_markdown(source, page or scope()).strip()


def messages(source, page=None):
    return [fault.message for fault in check_markdown(source, page)]


class TestText:
    def test_commonmark_is_understood(self):
        assert html("a *b* **c** `d`\n\n- e\n- f") == (
            "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>\n"
            "<ul>\n<li>e</li>\n<li>f</li>\n</ul>"
        )

    def test_struck_words_are_struck(self):
        assert html("~~no~~") == "<p><s>no</s></p>"

    @pytest.mark.parametrize(
        ("typed", "set_as"),
        [
            ("\"a\" 'b'", "“a” ‘b’"),
            ("it's the '90s", "it’s the ’90s"),
            ('("a" and *"b"*)', "(“a” and <em>“b”</em>)"),
            ('say "`x`"', "say “<code>x</code>”"),
            ('`"x"` and "$x$"', '<code>"x"</code> and “'),
            ('a "b\nc" d', "a “b\nc” d"),
            (r"5\" long", '5" long'),
            ("x -- y... (c)", "x -- y... (c)"),
        ],
    )
    def test_quotation_marks_are_curled_and_nothing_else_is(self, typed, set_as):
        assert set_as in html(typed)

    def test_quotation_marks_in_code_and_maths_are_left_alone(self):
        assert '<code>"x"</code>' in html('`"x"`')
        assert "“" not in html("$x''\\text{'a'}$")

    def test_html_is_words(self):
        assert html("<b onclick=x>a</b> &lt;i&gt;") == (
            "<p>&lt;b onclick=x&gt;a&lt;/b&gt; &lt;i&gt;</p>"
        )

    def test_a_block_of_html_is_a_paragraph_of_words(self):
        assert html("<script>\nalert(1)\n</script>").startswith("<p>&lt;script&gt;")

    def test_empty_text_is_empty(self):
        assert html("") == ""
        assert check_markdown("") == []


class TestLinks:
    @pytest.mark.parametrize(
        "address",
        [
            "http://a.org",
            "https://a.org/x?y=1&z#f",
            "mailto:a@b.org",
            "/writing/",
            "#x",
        ],
    )
    def test_a_link_may_lead_to_web_mail_site_and_page(self, address):
        assert "<a href=" in html(f"[x]({address})")
        assert check_markdown(f"[x]({address})") == []

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JavaScript&colon;alert(1)",
            "java&#x0A;script:alert(1)",
            "data:text/html,x",
            "data:image/png;base64,x",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://a.org",
            "//evil.org",
            "\\\\evil.org",
            "page:1",
            "other.html",
            "https:",
            "http:///x",
            "#",
            "",
        ],
    )
    def test_other_addresses_are_no_link_and_a_fault(self, address):
        assert html(f"[words](<{address}>)") == "<p>words</p>"
        (fault,) = check_markdown(f"\n[words](<{address}>)")
        assert fault.line == 2
        assert "can't be linked to" in fault.message

    def test_a_backslash_leads_to_no_other_host(self):
        assert 'href="/%5Cevil.org"' in html("[words](</\\evil.org>)")

    def test_a_reference_and_a_bare_address_are_checked_too(self):
        assert "<a" not in html("[x][y]\n\n[y]: javascript:alert(1)")
        assert html("<javascript:alert(1)>") == "<p>javascript:alert(1)</p>"

    def test_a_link_to_elsewhere_gives_its_opener_away_to_nobody(self):
        assert 'rel="noopener"' in html("[x](https://a.org)")
        assert "rel=" not in html("[x](/writing/)")

    def test_a_title_stays_a_title(self):
        source = """[x](/a '"onclick="alert(1)" title="')"""
        assert html(source).count('"') == 4
        assert " onclick=&quot;" not in html(source).split("title=")[0]

    def test_a_strange_address_does_not_break_the_page(self):
        assert html('[x](page:1"…)').startswith("<p>")
        assert html("[x](http://[::1)").startswith("<p>")

    def test_an_image_is_its_description_and_a_fault(self):
        assert html("![a *red* box](x.png)") == "<p>a red box</p>"
        assert messages("![a](x.png)") == ["Images are shown by figure blocks only."]


class TestHeadings:
    def test_a_heading_has_an_anchor(self):
        assert html("## What was built") == (
            '<h2 id="what-was-built">What was built <a class="anchor" '
            'href="#what-was-built" aria-label="Link to this section">#</a></h2>'
        )

    @pytest.mark.parametrize(
        ("marks", "level"),
        [("#", 2), ("##", 2), ("###", 3), ("####", 4), ("######", 4)],
    )
    def test_levels_run_from_two_to_four(self, marks, level):
        page = scope()
        assert html(f"{marks} A", page).startswith(f'<h{level} id="a">')
        assert page.headings == [(level, "a", "A")]

    def test_a_heading_may_name_its_anchor(self):
        page = scope()
        assert html("## What *was* $N$ built {#what}", page).startswith(
            '<h2 id="what">'
        )
        assert page.headings == [(2, "what", "What was N built")]

    def test_anchors_are_unique_over_the_whole_page(self):
        page = scope(reserved=["main"])
        render_markdown("## A\n\n## A\n\n## Main", page)
        render_markdown("## A\n\n## Claim replicated\n\n## 日本", page)
        render_markdown("## Note 1\n\n## Ref kreps\n\n## 本", page)
        assert [heading.id for heading in page.headings] == [
            *("a", "a-2", "main-2", "a-3", "claim-replicated-2", "section"),
            *("note-1-2", "ref-kreps-2", "section-2"),
        ]

    def test_a_named_anchor_that_is_taken_is_a_fault(self):
        page = scope()
        render_markdown("## A {#x}\n\ntext\n\n## B {#x}", page)
        assert [fault.line for fault in page.faults] == [5]

    @pytest.mark.parametrize("source", ["## A {#B}", "## A {#}", "##", "## {#a}"])
    def test_an_impossible_anchor_and_an_empty_heading_are_faults(self, source):
        assert len(check_markdown(source)) == 1


class TestCodeAndTables:
    def test_a_fence_is_highlighted(self):
        assert html("```python\nfor x in y:\n```") == (
            '<div class="code"><div class="scroll" tabindex="0" role="group" '
            'aria-label="Code"><pre><code><span class="k">for</span> x '
            '<span class="k">in</span> y:</code></pre></div></div>'
        )

    def test_a_fence_over_the_limit_is_shown_plain_and_a_fault(self):
        source = "```python\n" + "for x in y:\n" * 2000 + "```"
        assert '<span class="k">' not in html(source)
        assert messages(source) == ["A listing may hold 20 kB."]

    def test_the_word_after_a_fence_gets_no_markup_in(self):
        assert "onclick" not in html('```"><b onclick=x>\na\n```')

    def test_a_table_is_aligned_by_classes(self):
        found = html("| a | b | |\n|---|--:|:-:|\n| 1 | 2 | 3 |")
        assert found.startswith(
            '<div class="scroll" tabindex="0" role="group" aria-label="Table">'
            '<table class="data">'
        )
        assert (
            '<th scope="col">a</th><th scope="col" class="num">b</th><td class' in found
        )
        assert '<td>1</td><td class="num">2</td><td class="mid">3</td>' in found
        assert "style" not in found


class TestMaths:
    def test_maths_in_a_line_is_set(self):
        page = scope()
        assert html("so $N = P/C$.", page).startswith("<p>so <math><mi>N</mi>")
        assert page.has_maths

    @pytest.mark.parametrize(
        "source", ["$$x$$", "$$\nx\n$$", "$$x\n$$", "> $$\n> x\n> $$"]
    )
    def test_maths_on_its_own_lines_is_displayed(self, source):
        found = html(source)
        assert '<div class="equation"><div class="scroll"' in found
        assert '<math display="block"><mi>x</mi></math>' in found

    def test_displayed_maths_may_interrupt_a_paragraph(self):
        found = html("so that\n$$x$$\nholds")
        assert found.startswith("<p>so that</p>\n<div")
        assert found.endswith("<p>holds</p>")

    def test_displayed_maths_may_stand_in_a_line(self):
        assert '<p>a <math display="block">' in html("a $$x$$ b")

    @pytest.mark.parametrize(
        "source",
        ["$5 and $6", "US$5.6M of US$7M", "a $ b $ c", r"\$x\$", "`$x$`", "$x"],
    )
    def test_money_is_no_maths(self, source):
        assert "<math" not in html(source)
        assert check_markdown(source) == []

    def test_bad_maths_is_a_fault_with_its_line_and_shown_as_typed(self):
        source = "a\n\nb $x$\nand $\\bad<$"
        (fault,) = check_markdown(source)
        assert fault == (4, 'Unknown command "\\bad" at character 1.')
        assert '<code class="unresolved">\\bad&lt;</code>' in html(source)

    def test_emphasis_marks_in_maths_are_maths(self):
        assert "<em>" not in html("$a_1*b$ and $c_2*d$")


class TestNotes:
    def test_a_note_is_printed_where_it_is_called(self):
        assert html("A[^1] b.\n\n[^1]: See *c*.") == (
            '<p>A<sup class="ref-n" id="note-1-ref"><a href="#note-1" '
            'aria-label="Note 1">1</a></sup><span class="side-note" role="note" '
            'id="note-1"><span class="n">1</span>See <em>c</em>.</span> b.</p>'
        )

    def test_notes_are_numbered_over_the_page_in_the_order_of_their_calls(self):
        page = scope()
        first = html("a[^z] b[^y]\n\n[^y]: Y\n\n[^z]: Z", page)
        second = html("c[^z]\n\n[^z]: other", page)
        assert re.findall(r'id="note-\d">.*?</span>(\w+)', first) == ["Z", "Y"]
        assert 'id="note-3"><span class="n">3</span>other' in second
        assert page.notes == 3

    def test_a_second_call_is_only_a_link(self):
        found = html("a[^1] b[^1]\n\n[^1]: Y")
        assert found.count('id="note-1"') == found.count('id="note-1-ref"') == 1
        assert found.count('href="#note-1"') == 2

    def test_the_paragraphs_of_a_note_are_joined(self):
        assert "one\ntwo</span>" in html("a[^1]\n\n[^1]: one\n\n    two")

    def test_a_note_called_in_a_note_follows_it(self):
        found = html("a[^1].\n\n[^1]: one[^2]\n\n[^2]: two[^1]")
        assert found.index('id="note-1"') < found.index('id="note-2"')
        assert found.count("side-note") == 2
        assert is_well_formed(found)

    def test_a_long_chain_of_notes_is_printed(self):
        notes = "".join(f"\n\n[^{n}]: x[^{n + 1}]" for n in range(1, 2000))
        assert html(f"a[^1]{notes}\n\n[^2000]: end").count("side-note") == 2000

    @pytest.mark.parametrize(
        ("source", "end"),
        [("## A[^1]", "</h2>\n"), ("|a[^1]|\n|-|\n|b|", "</table></div>\n")],
    )
    def test_a_note_called_in_a_heading_or_a_table_follows_it(self, source, end):
        found = html(f"{source}\n\n[^1]: Y")
        assert f'{end}<span class="side-note"' in found

    def test_quotation_marks_and_escapes_work_in_notes(self):
        assert "“q” *</span>" in html('a[^1]\n\n[^1]: "q" \\*')

    @pytest.mark.parametrize(
        ("source", "line", "message"),
        [
            ("a[^x]", 1, "The note [^x] is not defined."),
            ("a\n\n[^x]: b", 3, "The note [^x] is never called."),
            ("a[^x]\n\n[^x]: b\n\n[^x]: c", 5, "The note [^x] is defined twice."),
            ("a[^x]\n\n[^x]: - b", 3, "The note [^x] may hold paragraphs only."),
            ("a[^x]\n\n[^x]:", 3, "The note [^x] is empty."),
        ],
    )
    def test_a_note_without_its_other_half_is_a_fault(self, source, line, message):
        assert check_markdown(source) == [(line, message)]

    def test_a_note_that_is_not_defined_is_shown_as_typed(self):
        assert html("a[^x]") == '<p>a<span class="unresolved">[^x]</span></p>'


class TestCitations:
    def test_a_citation_is_a_number_and_a_place(self):
        assert html("[@kreps, sec. 2]") == (
            '<p><span class="cited"><a class="cite" href="#ref-kreps">[1, §2]</a>'
            "</span></p>"
        )

    def test_several_works_share_one_pair_of_brackets(self):
        assert html("[@qin; @kreps, §5, p. 5; Fig. 4]") == (
            '<p>[<span class="cited"><a class="cite" href="#ref-qin">1</a></span>; '
            '<span class="cited"><a class="cite" href="#ref-kreps">'
            "2, §5, p. 5; Fig. 4</a></span>]</p>"
        )

    def test_works_are_numbered_over_the_page_by_first_citation(self):
        page = scope()
        html("[@qin] [@kreps]", page)
        assert "[2]" in html("[@kreps]", page)
        assert page.citations == {"qin": 1, "kreps": 2}

    def test_keys_may_hold_the_signs_of_bibtex(self):
        assert 'href="#ref-a:b/c.d">[1, v4: §2]' in html("[@a:b/c.d, v4: §2]")

    def test_an_unknown_key_is_shown_and_a_fault_of_the_page_only(self):
        page = scope()
        source = "a\n[@nope, §2]"
        assert '<span class="unresolved">[@nope, §2]</span>' in html(source, page)
        assert page.faults == [(2, "There is no reference “nope”.")]
        assert check_markdown(source) == []

    def test_an_unreadable_place_is_a_fault_and_shown_as_typed(self):
        assert ">[1, row 2]</a>" in html("[@kreps, row 2]")
        assert "Could not read “row 2”" in messages("[@kreps, row 2]")[0]

    @pytest.mark.parametrize(
        "source", ["[@]", "[a@b]", "\\[@kreps]", "`[@kreps]`", "[@ x]"]
    )
    def test_other_brackets_are_no_citation(self, source):
        assert "cite" not in html(source)

    def test_a_link_named_like_a_citation_is_a_link(self):
        assert '<a href="/x">@kreps</a>' in html("[@kreps](/x)")

    def test_a_popover_describes_the_work_beside_each_citation(self):
        page = scope(popovers={"kreps": "Kreps & al. “Kafka”."})
        found = html("[@kreps, §2] [@qin] [@kreps]", page)
        assert '<a class="cite" href="#ref-kreps" aria-describedby="pop-1">' in found
        assert (
            '<span class="pop" role="tooltip" id="pop-1">Kreps &amp; al. “Kafka”.'
            '<span class="fine">Cited here for §2</span></span>'
        ) in found
        assert found.count('role="tooltip"') == 2


class TestRoles:
    def test_a_reference_is_the_name_of_what_has_the_label(self):
        assert (
            html("{ref}`consumer`") == '<p><a href="#figure-consumer">figure 1</a></p>'
        )

    def test_a_reference_may_have_words_of_its_own(self):
        assert html('{ref}`the "slow" *test* <consumer>`') == (
            '<p><a href="#figure-consumer">the “slow” *test*</a></p>'
        )

    def test_a_marked_phrase_has_its_verdict_in_the_margin(self):
        assert html("Nor are {claim}`*two* copies $M$ <replicated>` kept") == (
            '<p class="marked">Nor are <a class="claim-mark" href="#claim-replicated" '
            'aria-label="Claim 3: Contradicted"><svg class="g g-contradicted on" '
            'aria-hidden="true"><use href="#g-contradicted"></use></svg>'
            '<span aria-hidden="true">3</span></a><span class="said-here"><em>two</em> '
            "copies <math><mi>M</mi></math></span> kept</p>"
        )

    def test_a_mark_in_a_tight_list_marks_the_item(self):
        found = html("- {claim}`a <replicated>` {claim}`b <replicated>`\n- c")
        assert found.count('<li class="marked">') == 1

    @pytest.mark.parametrize(
        "source",
        [
            "{ref}`nope`",
            "{ref}`x <nope>`",
            "{claim}`x <nope>`",
            "{claim}`x <consumer>`",
        ],
    )
    def test_what_refers_to_nothing_is_shown_and_a_fault_of_the_page_only(self, source):
        page = scope()
        assert '<span class="unresolved">' in html(source, page)
        assert len(page.faults) == 1
        assert check_markdown(source) == []

    @pytest.mark.parametrize(
        "source",
        [
            "## {claim}`x <replicated>`",
            "|{claim}`x <replicated>`|\n|-|",
            "a[^1]\n\n[^1]: {claim}`x <replicated>`",
            "[{claim}`x <replicated>`](/y)",
        ],
    )
    def test_a_claim_is_marked_in_paragraphs_and_lists_only(self, source):
        assert '<span class="said-here">x</span>' in html(source)
        assert "claim-mark" not in html(source)
        assert "paragraphs and lists only" in messages(source)[0]

    def test_a_reference_inside_a_link_is_no_second_link(self):
        assert (
            html("[see {ref}`consumer`](/y)") == '<p><a href="/y">see figure 1</a></p>'
        )

    def test_an_unknown_role_is_a_fault_and_shown_as_typed(self):
        assert '<span class="unresolved">{clam}`x &lt;y&gt;`</span>' in html(
            "{clam}`x <y>`"
        )
        assert messages("{clam}`x`") == [
            "There is no role {clam}, only {ref} and {claim}."
        ]

    def test_braces_without_backticks_are_words(self):
        assert html("{ref} {x}") == "<p>{ref} {x}</p>"


class TestPlainText:
    def test_markup_is_gone_and_maths_and_notes_are_kept(self):
        source = (
            "## Head {#h}\n\nA *b*[^1] `c` $N_i$ {claim}`d <e>` [f](/g)\n[@k, §2].\n\n"
            "| x |\n|---|\n| y |\n\n```python\nz = 1\n```\n\n$$\nw\n$$\n\n[^1]: Note."
        )
        assert plain_text(source).splitlines() == [
            *("Head", "A b c N_i d f .", "x", "y", "z = 1", "w", "Note."),
        ]

    def test_a_text_over_the_limits_is_its_own_plain_text(self):
        assert plain_text("[" * 5000) == "[" * 5000


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


class Tags(HTMLParser):
    """Collects what a browser would take for markup."""

    VOID = {"br", "hr"}

    def __init__(self):
        super().__init__()
        self.open, self.attributes, self.ids, self.is_balanced = [], [], [], True

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, *attribute) for attribute in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.is_balanced &= bool(self.open) and self.open.pop() == tag


def read(markup):
    tags = Tags()
    tags.feed(markup)
    tags.close()
    return tags


def is_well_formed(markup):
    tags = read(markup)
    return tags.is_balanced and not tags.open and len(tags.ids) == len(set(tags.ids))


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
    page = scope(reserved=["main"], popovers={"kreps": '"><script>'})
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


def test_a_page_checked_with_its_scope_has_the_faults_of_the_text_and_of_the_page():
    found = check_markdown("![x](y)\n\n[@nope]\n\n{ref}`gone`", scope())
    assert [fault.line for fault in found] == [1, 3, 5]
