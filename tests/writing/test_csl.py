import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writing.bibliography.csl import STYLES, citation_text, format_bibliography

KAFKA = {
    "type": "paper-conference",
    "title": "Kafka: a Distributed Messaging System",
    "author": [
        {"given": "Jay", "family": "Kreps"},
        {"given": "Jan", "family": "Berg", "non-dropping-particle": "van den"},
    ],
    "container-title": "Proceedings of NetDB",
    "issued": {"date-parts": [[2011, 6]]},
    "page": "1–7",
    "publisher-place": "Athens, Greece",
}


def html(record, **options):
    return format_bibliography({"key": record}, **options)["key"]


def test_an_entry_is_set_in_the_style_without_its_number():
    assert html(KAFKA) == (
        "Jay Kreps and Jan van den Berg. 2011. Kafka: a Distributed Messaging System. "
        "In <i>Proceedings of NetDB</i>, June 2011. Athens, Greece, 1–7."
    )


def test_another_style_sets_it_otherwise():
    assert html(KAFKA, style="ieee").startswith("J. Kreps and J. van den Berg, “Kafka")


def test_a_style_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="no citation style"):
        html(KAFKA, style="../secret")


def test_entries_keep_their_keys_and_their_order():
    records = {"b": KAFKA, "a": {"type": "webpage", "title": "A"}, "A": KAFKA}
    entries = format_bibliography(records)
    assert list(entries) == ["b", "a", "A"]
    assert entries["a"] == "A."
    assert entries["b"] == entries["A"]


@pytest.mark.parametrize("style", STYLES)
def test_markup_in_a_record_is_text(style):
    title = '<script>alert("1")</script> & <span class="nocase">x</span> <i>y</i>'
    page = html({"type": "webpage", "title": title}, style=style)
    assert "<" not in page
    assert title in unescape(page)


def test_a_doi_is_linked_and_takes_the_place_of_the_address():
    page = html(KAFKA | {"DOI": "10.1000/a<b", "URL": "https://example.org/"})
    assert page.endswith(
        ' <a href="https://doi.org/10.1000/a%3Cb">doi:10.1000/a&lt;b</a>'
    )
    assert "example.org" not in page


def test_an_address_is_linked_by_its_host_with_the_day_it_was_seen():
    accessed = {"date-parts": [[2026, 11, 23]]}
    page = html(KAFKA | {"URL": 'https://www.example.org/a?b&c"', "accessed": accessed})
    assert page.endswith(
        ' <a href="https://www.example.org/a?b&amp;c&quot;">example.org</a>'
        " (accessed 23 November 2026)"
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "http://[", "x"]
)
def test_only_web_addresses_are_linked(url):
    page = html(KAFKA | {"URL": url})
    assert "<a" not in page
    assert page.endswith(url)


def test_a_work_on_arxiv_is_linked_there_once():
    record = KAFKA | {
        "number": "arXiv:2407.00079v3",
        "DOI": "10.48550/arxiv.2407.00079",
        "URL": "https://arxiv.org/abs/2407.00079",
    }
    link = '<a href="https://arxiv.org/abs/2407.00079v3">arXiv:2407.00079v3</a>'
    for style in STYLES:
        assert html(record, style=style).count("2407.00079") == link.count("2407.00079")
        assert html(record, style=style).endswith(link)


def test_a_work_published_elsewhere_is_linked_there_and_on_arxiv():
    page = html(KAFKA | {"number": "arXiv:2407.00079", "DOI": "10.1000/182"})
    assert re.findall('href="(.*?)"', page) == [
        "https://doi.org/10.1000/182",
        "https://arxiv.org/abs/2407.00079",
    ]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ([{"given": "A.", "family": "B"}], "A. B et al. 2011. "),
        ([{"given": "A.", "family": "B"}] * 2, "A. B, A. B, et al. 2011. "),
    ],
)
def test_others_are_et_al(first, expected):
    authors = [*first, {"literal": "others"}]
    assert html(KAFKA | {"author": authors}).startswith(expected)


def test_a_part_that_is_missing_leaves_no_dot_of_its_own():
    record = {name: KAFKA[name] for name in ("type", "title", "container-title")}
    assert ". ." not in html(record | {"issued": {"date-parts": [[2011]]}})


def test_a_question_mark_ends_a_title():
    assert html({"type": "webpage", "title": "Why?"}) == "Why?"


def test_a_note_stands_after_the_entry():
    assert html(KAFKA | {"note": "Best paper"}).endswith("1–7. Best paper.")


def test_plain_text_has_no_markup_and_whole_addresses():
    record = KAFKA | {"title": "A < B & C", "DOI": "10.1000/182"}
    assert citation_text(record) == (
        "Jay Kreps and Jan van den Berg. 2011. A < B & C. "
        "In Proceedings of NetDB, June 2011. Athens, Greece, 1–7. "
        "https://doi.org/10.1000/182"
    )


def test_what_citeproc_cannot_set_is_set_plainly(monkeypatch, caplog):
    monkeypatch.setattr("citeproc.CitationStylesBibliography.bibliography", None)
    assert html(KAFKA) == (
        "Jay Kreps, Jan van den Berg. Kafka: a Distributed Messaging System. 2011."
    )
    assert "could not set" in caplog.text


VALUES = st.recursive(
    st.none() | st.integers(-3, 3000) | st.text(max_size=8) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["date-parts", "literal", "family", "given", "suffix", "x"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
NAMES = """
    type title author editor issued accessed volume issue number page edition note
    genre version publisher container-title URL DOI language nonesuch
"""
RECORDS = st.dictionaries(st.sampled_from(NAMES.split()), VALUES, max_size=6)


@settings(max_examples=60, deadline=None)
@given(RECORDS, st.sampled_from(list(STYLES)))
def test_no_record_is_too_odd(record, style):
    page = html(record, style=style)
    assert not re.sub(r'</?[ib]>|<a href="https?://[^"<>]*">|</a>', "", page).count("<")
    assert citation_text(record, style) is not None


def test_threads_do_not_disturb_one_another():
    records = {str(n): KAFKA | {"title": f"Title {n}"} for n in range(20)}
    alone = format_bibliography(records)
    with ThreadPoolExecutor(4) as pool:
        for together in pool.map(format_bibliography, [records] * 4):
            assert together == alone


def test_citeproc_is_imported_only_when_an_entry_is_set():
    code = "import sys, writing.bibliography.csl; sys.exit('citeproc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
