import pytest

from tests.writing.prose_page import html, messages, scope
from writing.rendering.markdown import check_markdown, plain_text, render_markdown


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
        assert html("so $N = P/C$.").startswith(
            '<p>so <math alttext="N = P/C"><mi>N</mi>'
        )

    @pytest.mark.parametrize(
        "source", ["$$x$$", "$$\nx\n$$", "$$x\n$$", "> $$\n> x\n> $$"]
    )
    def test_maths_on_its_own_lines_is_displayed(self, source):
        found = html(source)
        assert '<div class="equation"><div class="scroll"' in found
        assert '<math alttext="x" display="block"><mi>x</mi></math>' in found

    def test_displayed_maths_may_interrupt_a_paragraph(self):
        found = html("so that\n$$x$$\nholds")
        assert found.startswith("<p>so that</p>\n<div")
        assert found.endswith("<p>holds</p>")

    def test_displayed_maths_may_stand_in_a_line(self):
        assert '<p>a <math alttext="x" display="block">' in html("a $$x$$ b")

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


def test_a_page_checked_with_its_scope_has_the_faults_of_the_text_and_of_the_page():
    found = check_markdown("![x](y)\n\n[@nope]\n\n{ref}`gone`", scope())
    assert [fault.line for fault in found] == [1, 3, 5]
