"""What people paste is read entry by entry, whatever stands around it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.writing.services import seconds
from writing.bibliography.pasted import (
    MAX_BYTES,
    MAX_ENTRIES,
    NEITHER,
    TOO_LONG,
    TOO_MANY,
    read_pasted,
)
from writing.bibliography.ris import write_ris
from writing.bibliography.works import arxiv_place

PREGEL = "10.1145/1807167.1807184"
BIBTEX = (
    r"@misc{a, title = {On {DeepSeek}}, author = {Dess{\`i}, Roberto}, year = 2024}"
)
RIS = "TY  - JOUR\nTI  - A title\nER  - \n"
ITEM = {"type": "article-journal", "title": "A title"}


def identifiers(text):
    return [one.identifier or one.fault for one in read_pasted(text)]


def titles(text):
    return [
        one.work.record["title"] if one.work else one.fault for one in read_pasted(text)
    ]


def lines(text):
    return [one.line for one in read_pasted(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2302.04761", "arXiv:2302.04761"),
        ("2302.04761v2", "arXiv:2302.04761v2"),
        ("arXiv: 2302.04761", "arXiv:2302.04761"),
        ("https://arxiv.org/abs/2302.04761v2", "arXiv:2302.04761v2"),
        ("http://arxiv.org/pdf/2302.04761v2.pdf", "arXiv:2302.04761v2"),
        ("https://arxiv.org/html/2302.04761", "arXiv:2302.04761"),
        ("hep-th/9901001v3", "arXiv:hep-th/9901001v3"),
        ("https://arxiv.org/abs/math.GT/0309136", "arXiv:math/0309136"),
        ("10.48550/arXiv.2302.04761", "arXiv:2302.04761"),
        (PREGEL, f"doi:{PREGEL}"),
        (f"doi: {PREGEL}", f"doi:{PREGEL}"),
        (f"https://doi.org/{PREGEL}", f"doi:{PREGEL}"),
        (f"https://dl.acm.org/doi/{PREGEL}?x=1", f"doi:{PREGEL}"),
        (f"Malewicz et al., “Pregel”, 2010 (doi:{PREGEL}).", f"doi:{PREGEL}"),
        ("T. Schick, Toolformer, arXiv:2302.04761, 2023.", "arXiv:2302.04761"),
        (
            "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
            "doi:10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        ),
        ("Pregel, SIGMOD 2010", NEITHER),
        ("https://example.org/paper.pdf", NEITHER),
    ],
)
def test_an_identifier_is_found_in_a_line(text, found):
    assert identifiers(text) == [found]


@pytest.mark.parametrize("between", ["\n", ", ", " ", ";", ",", "\r\n", "\r", "\n\n\t"])
def test_identifiers_stand_in_a_list(between):
    text = between.join(["2302.04761", "hep-th/9901001", PREGEL])
    wanted = ["arXiv:2302.04761", "arXiv:hep-th/9901001", f"doi:{PREGEL}"]
    assert identifiers(text) == wanted


def test_an_identifier_is_told_of_once():
    assert identifiers(f"{PREGEL}\nhttps://doi.org/{PREGEL}") == [f"doi:{PREGEL}"]
    assert len(identifiers("2302.04761v1\n2302.04761v2")) == 2


def test_formats_stand_in_any_mixture_each_with_its_line():
    text = f"{BIBTEX}\n\n{RIS}\n2302.04761\n{json.dumps([ITEM])}\n{BIBTEX} {BIBTEX}"
    assert lines(text) == [1, 3, 7, 8, 9, 9]
    assert all(one.work or one.identifier for one in read_pasted(text))


def test_letters_names_and_bodies_of_people_come_out_of_latex():
    text = (
        r"@article{x, title = {{\"U}ber \LaTeX\ und {BERT}}, author = {M{\"u}ller,"
        r" J{\"o}rg and {The ATLAS Collaboration} and Guido van Rossum and"
        r" {\L}ukasz Kaiser and Davis, Jr., Sammy}, year = 1999}"
    )
    record = read_pasted(text)[0].work.record
    assert record["title"] == "Über LaTeX und BERT"
    assert record["author"] == [
        {"family": "Müller", "given": "Jörg"},
        {"literal": "The ATLAS Collaboration"},
        {"family": "Rossum", "given": "Guido", "non-dropping-particle": "van"},
        {"family": "Kaiser", "given": "Łukasz"},
        {"family": "Davis", "given": "Sammy", "suffix": "Jr."},
    ]


@pytest.mark.parametrize("key", ["müller 2020, ", "", "a:b/c, ", ", "])
def test_the_key_may_be_anything(key):
    assert titles(f"@misc{{{key}title = {{A title}}}}") == ["A title"]


def test_abbreviations_hold_for_what_comes_after_them():
    text = f"@string{{tods = {{ACM TODS}}}}\n@comment{{no}}\n{BIBTEX}\n"
    text += "@article{b, title = {B}, journal = tods}"
    assert read_pasted(text)[1].work.record["container-title"] == "ACM TODS"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("@misc{a, title = {x {y}", "A closing brace is missing."),
        ("@misc{a, year = 2020}", "A title is missing."),
        ("@misc{a, title = {x}, title = {y}}", 'The field "title" is given twice.'),
        ("@misc{a, title = nobody}", '"title" needs braces: nobody.'),
        ("TY  - JOUR\nAU  - X", "A title is missing (TI or T1)."),
        ('{"title": "x",', "This is no JSON: "),
        ('[{"title": true}]', '"title" is no text.'),
        ('[{"author": []}]', 'A "title" is missing.'),
        ('[{"title": "x", "author": "y"}]', '"author" is no list of names.'),
        ("[[1, 2]]\n", "An entry is {…}, with its fields by name."),
    ],
)
def test_a_damaged_entry_is_told_and_holds_back_no_other(text, fault):
    found = titles(f"{BIBTEX}\n{text}\n\n{BIBTEX}")
    assert found[0] == found[-1] == "On DeepSeek"
    assert found[1].startswith(fault)


def test_a_damaged_entry_keeps_its_line_and_its_text():
    text = "@misc{a,\n  title = {x},\n  title = {y}\n}"
    damaged = read_pasted(f"\n\n{text}\n")[0]
    assert (damaged.line, damaged.text) == (3, text)


def test_one_item_of_a_list_is_told_by_its_own_line():
    text = '[\n{"title": "A"},\n{"title": 1},\n{"title": []},\n{"title": "D"}\n]'
    assert lines(text) == [2, 3, 4, 5]
    assert titles(text) == ["A", "1", '"title" is no text.', "D"]


def test_nothing_is_read_of_nothing():
    for text in ("", " \n\t", "\ufeff", "[]", "{}\n", "@comment{x}"):
        assert [one.fault for one in read_pasted(text)] in (
            [],
            ['A "title" is missing.'],
        )


def test_what_is_too_much_is_told():
    assert titles("x" * (MAX_BYTES + 1)) == [TOO_LONG]
    many = read_pasted("\n".join(f"2302.{n:05}" for n in range(MAX_ENTRIES + 5)))
    assert (len(many), many[-1].fault) == (MAX_ENTRIES + 1, TOO_MANY)


@pytest.mark.parametrize(
    "text",
    [
        "@a{" * 300_000,
        "@a{\n" * 200_000,
        "@a{" * 150_000 + "}" * 150_000,
        ("@a{" * 49 + "}" * 49 + "\n") * 290,
        "[{" * 300_000,
        "[[" * 300_000,
        '{"a":' * 150_000,
        "TY  -\n" * 150_000,
        "10.1145/" + "," * 900_000,
        "arxiv " * 150_000,
        f"@string{{a={{{'x' * 19_000}}}}}\n" + "@misc{a, title=a}\n" * 290,
    ],
)
def test_what_is_hostile_costs_little(text):
    _, took = seconds(lambda: read_pasted(text))
    assert took < 10


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text):
    for one in read_pasted(text):
        assert one.work or one.identifier or one.fault


@given(st.lists(st.sampled_from([BIBTEX, RIS, "2302.04761\n", "words\n", "@misc{x"])))
def test_a_piece_of_text_is_never_lost(pieces):
    text = "\n".join(pieces)
    assert len(read_pasted(text)) >= text.count("title = {")


def test_thousands_of_authors_are_read():
    names = " and ".join(f"Family{n}, Given" for n in range(3000))
    text = f"@article{{a, title = {{T}}, author = {{{names}}}}}"
    (one,), took = seconds(lambda: read_pasted(text))
    assert len(one.work.record["author"]) == 3000
    assert took < 10


def test_our_own_ris_comes_back():
    record = {"type": "article-journal", "title": "T", "number": "arXiv:2302.04761"}
    work = read_pasted(write_ris([record]))[0].work
    assert (work.record["title"], arxiv_place(work.record)) == ("T", "arXiv:2302.04761")


@pytest.mark.parametrize(
    "fields",
    [
        "eprint = {2302.04761}, archiveprefix = {arXiv}",
        "eprint = {2302.04761}, eprinttype = {arXiv}, journal = {CoRR}",
        "journal = {arXiv preprint arXiv:2302.04761}",
        "journal = {ArXiv}, volume = {abs/2302.04761}",
        "note = {arXiv:2302.04761}",
        "doi = {10.48550/arXiv.2302.04761}",
        "url = {https://arxiv.org/abs/2302.04761}",
    ],
)
@pytest.mark.parametrize("kind", ["misc", "article"])
def test_the_arxiv_id_is_found_where_exporters_put_it(kind, fields):
    (one,) = read_pasted(f"@{kind}{{a, title = {{T}}, {fields}}}")
    assert arxiv_place(one.work.record) == "arXiv:2302.04761"
