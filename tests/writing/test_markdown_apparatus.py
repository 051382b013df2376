import re

import pytest

from tests.writing.prose_page import html, is_well_formed, messages, scope
from writing.rendering.markdown import check_markdown


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
            '<p><a class="cite" id="cited-1" href="#ref-kreps">[1, §2]</a></p>'
        )

    def test_several_works_share_one_pair_of_brackets(self):
        assert html("[@qin; @kreps, §5, p. 5; Fig. 4]") == (
            '<p>[<a class="cite" id="cited-1" href="#ref-qin">1</a>; '
            '<a class="cite" id="cited-2" href="#ref-kreps">2, §5, p. 5; Fig. 4</a>'
            "]</p>"
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

    def test_every_citation_can_be_found_again_from_its_work(self):
        page = scope()
        html("[@kreps, §2] [@qin] [@kreps]", page)
        html("[@kreps]", page)
        assert page.uses == {
            "kreps": ["cited-1", "cited-3", "cited-4"],
            "qin": ["cited-2"],
        }

    def test_a_heading_leaves_the_anchors_of_citations_alone(self):
        assert 'id="cited-1-2"' in html("## Cited 1")


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
            'copies <math alttext="M"><mi>M</mi></math></span> kept</p>'
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
