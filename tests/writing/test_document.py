"""A body is numbered, linked and noted as one page."""

from tests.factories import claim, prose
from writing.blocks import StoryBlock
from writing.rendering.body import Past, Source, render
from writing.rendering.places import Text

KREPS = Source("kreps2011", {"type": "article", "title": "Kafka"})
WANG = Source("wang2021", {"type": "article", "title": "Streams"})
TABLE = {
    "type": "table",
    "value": {"data": "a,b\n1,2", "caption": "Two", "locators": "§5", "label": "two"},
}
CHART = {
    "type": "chart",
    "value": {
        "kind": "bar",
        "data": "test,messages\none,5\ntwo,≈7",
        "caption": "Messages",
        "alt": "Two bars.",
        "locators": "Fig. 4",
        "label": "bars",
    },
}


def drawn(*blocks, sources=(), **kwargs):
    body = StoryBlock().to_python(
        [{"id": str(number), **block} for number, block in enumerate(blocks)]
    )
    return render(body, list(sources), **kwargs)


def html(*blocks, **kwargs):
    return "".join(block["html"] for block in drawn(*blocks, **kwargs).blocks)


def test_claims_are_numbered_in_their_order():
    text = html(claim(label="one"), prose("Text."), claim(label="two"))
    assert text.index("Claim 1") < text.index('id="claim-two"') < text.index("Claim 2")


def test_figures_and_charts_share_one_count_and_tables_have_their_own():
    text = html(TABLE, CHART)
    assert "Table 1" in text
    assert "Figure 1" in text


def test_an_equation_that_is_not_numbered_takes_no_number():
    plain = {"type": "equation", "value": {"latex": "a", "numbered": False}}
    counted = {"type": "equation", "value": {"latex": "b", "label": "b"}}
    assert "(1)" in html(plain, counted)
    assert "(2)" not in html(plain, counted)


def test_headings_of_the_same_text_in_two_blocks_have_different_anchors():
    body = drawn(prose("## Limits"), prose("## Limits"))
    assert [heading["id"] for heading in body.contents] == ["limits", "limits-2"]


def test_notes_are_numbered_over_all_blocks():
    text = html(prose("One.[^1]\n\n[^1]: First."), prose("Two.[^1]\n\n[^1]: Second."))
    assert 'id="note-1"' in text
    assert 'id="note-2"' in text


def test_works_are_numbered_by_their_first_citation_and_uncited_ones_come_last():
    body = drawn(prose("See [@wang2021]."), sources=[KREPS, WANG])
    assert [entry["key"] for entry in body.bibliography] == ["wang2021", "kreps2011"]


def test_a_locator_names_another_work_by_its_number():
    text = html(claim(locators="@kreps2011: §2"), sources=[KREPS])
    assert '<a class="cite" id="cited-1" href="#ref-kreps2011">[1]</a>, §2' in text


def test_a_locator_that_names_a_work_is_one_of_its_uses():
    body = drawn(
        prose("See [@kreps2011]."), claim(locators="@kreps2011: §2"), sources=[KREPS]
    )
    assert body.bibliography[0]["uses"] == ["cited-1", "cited-2"]


def test_a_locator_leads_to_its_page_of_the_text_that_was_read():
    texts = [Text("PDF", "https://example.org/a.pdf", 7)]
    text = html(claim(), texts=texts)
    assert (
        '<a class="place" href="https://example.org/a.pdf#page=4">§3.3, p.\xa04</a>'
        in text
    )


def test_a_citation_of_an_unknown_work_is_a_fault_of_its_block():
    faults = drawn(prose("Fine."), prose("See [@nobody].")).faults
    assert [block for block, _ in faults] == ["1"]


def test_a_cross_reference_reads_as_name_and_number():
    assert "claim&nbsp;1" in html(prose("As {ref}`exactly-once` says."), claim())


def test_an_anchor_that_was_published_goes_on_working():
    text = html(claim(label="new"), past=Past({"0": ["claim-old"]}))
    assert 'id="claim-old"' in text
    assert 'id="claim-new"' in text


def test_a_former_anchor_that_another_block_has_now_is_not_printed_twice():
    text = html(claim(label="new"), claim(label="old"), past=Past({"0": ["claim-old"]}))
    assert text.count('id="claim-old"') == 1


def test_bad_latex_is_shown_as_it_was_typed():
    bad = {"type": "equation", "value": {"latex": r"\frac{<b>", "label": "x"}}
    assert r"\frac{&lt;b&gt;" in html(bad)


def test_nothing_an_author_types_becomes_markup():
    attack = "<script>alert(1)</script>"
    blocks = [
        prose(attack),
        claim(said=attack, found=attack, words=attack, locators=attack),
        {"type": "quote", "value": {"text": attack, "locators": attack}},
        {"type": "callout", "value": {"kind": "note", "title": attack, "text": attack}},
        {"type": "code", "value": {"language": "python", "code": attack}},
        {"type": "table", "value": {"data": f"a\n{attack}", "caption": attack}},
        {**CHART, "value": {**CHART["value"], "caption": attack, "note": attack}},
        {
            "type": "key_numbers",
            "value": {"numbers": [{"value": attack, "what": attack, "unit": attack}]},
        },
    ]
    assert "<script" not in html(*blocks)


def test_the_same_body_is_drawn_the_same_twice():
    assert drawn(CHART, claim(), TABLE) == drawn(CHART, claim(), TABLE)


def test_no_block_writes_a_style_attribute():
    aligned = {
        "type": "equation",
        "value": {"latex": r"\begin{aligned}a&=b\\c&=d\end{aligned}"},
    }
    assert " style=" not in html(aligned, TABLE, CHART, prose("|a|\n|:-:|\n|b|"))


def test_a_heading_never_takes_an_id_of_the_page_around_it():
    body = drawn(prose("## References\n\n## Claims"))
    assert [heading["id"] for heading in body.contents] == ["references-2", "claims-2"]


def test_a_listing_over_the_limit_is_shown_as_it_was_typed():
    long = {"type": "code", "value": {"language": "python", "code": "a < b\n" * 5000}}
    assert "a &lt; b" in html(long)
