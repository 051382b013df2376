import time
from contextlib import suppress
from pathlib import Path
from unicodedata import category, normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from writing.bibliography.bibtex import BibtexError, Entry, read_bibtex, write_bibtex


def read_one(fields, kind="article"):
    (entry,) = read_bibtex(f"@{kind}{{key,\n  {fields}\n}}")
    return entry.record


def read_field(name, value, kind="article"):
    return read_one(f"title = {{T}}, {name} = {{{value}}}", kind)


KAFKA = """
% The paper itself.
@string{netdb = "Proceedings of {NetDB}"}

@inproceedings{kreps2011kafka,
  author    = {Jay Kreps and Neha Narkhede and Jun Rao},
  title     = {{Kafka}: a Distributed Messaging System},
  booktitle = netdb,
  year      = 2011,
  month     = jun,
  pages     = "1--7",
  address   = {Athens, Greece},
  paper     = {kafka}
}
"""


def test_an_entry_becomes_a_csl_record_with_its_line_and_paper():
    (entry,) = read_bibtex(KAFKA)
    assert (entry.key, entry.paper, entry.line) == ("kreps2011kafka", "kafka", 5)
    assert entry.record == {
        "type": "paper-conference",
        "author": [
            {"given": "Jay", "family": "Kreps"},
            {"given": "Neha", "family": "Narkhede"},
            {"given": "Jun", "family": "Rao"},
        ],
        "title": "Kafka: a Distributed Messaging System",
        "container-title": "Proceedings of NetDB",
        "issued": {"date-parts": [[2011, 6]]},
        "page": "1–7",
        "publisher-place": "Athens, Greece",
    }


def test_entries_keep_their_order():
    text = "".join(f"@misc{{k{n}, title={{T}}}}\n" for n in (3, 1, 2))
    assert [(e.key, e.line) for e in read_bibtex(text)] == [
        ("k3", 1),
        ("k1", 2),
        ("k2", 3),
    ]


def test_an_entry_that_stands_for_a_paper_needs_nothing_else():
    assert read_bibtex("@misc{kafka, paper = {kafka}}")[0].paper == "kafka"


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (
            r"R{\'e} Dess{\`i} \"{O}l {\o}re \v{c} \c c {\'{\i}}",
            "Ré Dessì Öl øre č ç í",
        ),
        (r"The {Llama} 3 {H}erd", "The Llama 3 Herd"),
        (r"{H$_2$O}: $10^{-3}$ and $\alpha$", "H₂O: 10⁻³ and α"),
        (r"50\% \& more \_ \# \$5", "50% & more _ # $5"),
        (r"50% of x", "50% of x"),
        ("A --- ``B''~C", "A — “B” C"),
        (r"\emph{very} \LaTeX{} \unknown{thing}", "very LaTeX thing"),
        ("two\n   lines", "two lines"),
        (r"\textbraceleft{}\textbackslash{}\textbraceright{}", r"{\}"),
        ("e\u0301", "é"),
        ("a\x00b", "ab"),
    ],
)
def test_latex_becomes_plain_text(latex, text):
    assert read_one(f"title = {{{latex} }}")["title"] == text


@pytest.mark.parametrize(
    ("latex", "names"),
    [
        (
            "Berg, Jan van den",
            [{"family": "Berg", "given": "Jan van den"}],
        ),
        (
            "Jan van den Berg",
            [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"}],
        ),
        (
            "de la Cruz, Ana",
            [{"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la"}],
        ),
        (
            "King, Jr., Martin Luther",
            [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}],
        ),
        ("{de Vries}, Jan", [{"family": "de Vries", "given": "Jan"}]),
        ("{DeepSeek-AI}", [{"literal": "DeepSeek-AI"}]),
        ("{Barnes and Noble, Inc.}", [{"literal": "Barnes and Noble, Inc."}]),
        ("OpenAI", [{"literal": "OpenAI"}]),
        (r"{\'E}variste Galois", [{"family": "Galois", "given": "Évariste"}]),
        (
            "Vaughan, Alex and others",
            [{"family": "Vaughan", "given": "Alex"}, {"literal": "others"}],
        ),
    ],
)
def test_names_come_apart_as_bibtex_takes_them(latex, names):
    assert read_field("author", latex)["author"] == names


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("article", "article-journal"),
        ("InProceedings", "paper-conference"),
        ("misc", "webpage"),
        ("online", "webpage"),
        ("techreport", "report"),
        ("book", "book"),
        ("incollection", "chapter"),
        ("phdthesis", "thesis"),
        ("software", "software"),
        ("neverheardof", "webpage"),
    ],
)
def test_the_kind_of_an_entry_gives_the_type_of_the_record(kind, type_):
    assert read_one("title = {T}", kind)["type"] == type_


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = {2011}, month = {June 12--14}", {"date-parts": [[2011, 6]]}),
        ("year = 2011, month = 6, day = 12", {"date-parts": [[2011, 6, 12]]}),
        ("year = 2011, month = feb, day = 31", {"date-parts": [[2011, 2]]}),
        ("date = {2024-06-12/2024-06-14}", {"date-parts": [[2024, 6, 12]]}),
        ("year = {in press}", {"literal": "in press"}),
        ("year = {2024-13}", {"literal": "2024-13"}),
    ],
)
def test_dates_are_read_as_far_as_they_go(fields, issued):
    assert read_one(f"title = {{T}}, {fields}")["issued"] == issued


def test_a_work_on_arxiv_is_an_article_with_its_number_and_address():
    record = read_one(
        "title={T}, eprint={2407.00079v3}, archivePrefix={arXiv}", kind="misc"
    )
    assert record == {
        "type": "article",
        "title": "T",
        "number": "arXiv:2407.00079v3",
        "URL": "https://arxiv.org/abs/2407.00079v3",
    }


def test_a_paper_of_a_conference_stays_one_when_it_is_on_arxiv_too():
    record = read_one(
        "title={T}, eprint={2407.00079}, url={https://example.org/}", "inproceedings"
    )
    assert record["type"] == "paper-conference"
    assert record["number"] == "arXiv:2407.00079"
    assert record["URL"] == "https://example.org/"


def test_the_number_of_an_article_is_an_issue_and_of_a_report_its_own():
    assert read_field("number", "2", "article")["issue"] == "2"
    assert read_field("number", "TR-1", "techreport")["number"] == "TR-1"


def test_an_address_in_howpublished_is_the_address():
    record = read_field("howpublished", r"\url{https://example.org/a\_b}", "misc")
    assert record["URL"] == "https://example.org/a_b"
    assert "container-title" not in record


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://a.org/x%20y#z&w_v~u", "https://a.org/x%20y#z&w_v~u"),
        (r"https://a.org/x\%20y{\_}z{\textasciitilde}u", "https://a.org/x%20y_z~u"),
        (r"\url{https://a.org/}", "https://a.org/"),
    ],
)
def test_an_address_is_read_as_it_is(typed, url):
    assert read_field("url", typed)["URL"] == url


def test_a_doi_is_bare_and_in_lower_case():
    record = read_field("doi", r"https://doi.org/10.1007/AB\_1")
    assert record["DOI"] == "10.1007/ab_1"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n@misc{a, title={T}}\n@misc{a, title={T}}", 3, '"a" is used twice'),
        ("@misc{a, title={T}, title={U}}", 1, '"title" is given twice'),
        ("@misc{a, title={T}, Title={U}}", 1, '"title" is given twice'),
        ("\n\n@misc{a, title={T}", 3, "end of file"),
        ("@misc{a, title={T}\n@misc{b, title={T}}", 1, "block start"),
        ("\n@misc a, title={T}", 2, "not an entry"),
        ("@misc{a b, title={T}}", 1, '"a b" is no key'),
        ("@misc{, title={T}}", 1, "is no key"),
        ("@misc{a, year=2011}", 1, "a: a title is missing"),
        ("@misc{a, title=nonesuch}", 1, '"title" needs braces: nonesuch'),
        ("@misc{a, title={T} # {U}}", 1, '"title" needs braces'),
        ("@misc{a, title={T}, doi={none}}", 1, '"none" is no DOI'),
        ("@misc{a, title={T}, author={A, B, C, D}}", 1, "Too many commas"),
        ("@misc{a, title={T}, paper={Not a Slug}}", 1, "is no slug"),
    ],
)
def test_an_error_names_its_line(text, line, message):
    with pytest.raises(BibtexError, match=message) as caught:
        read_bibtex(text)
    assert caught.value.line == line


def test_more_than_three_hundred_entries_are_refused():
    text = "".join(f"@misc{{k{n}, title={{T}}}}\n" for n in range(301))
    with pytest.raises(BibtexError, match="more than 300") as caught:
        read_bibtex(text)
    assert caught.value.line == 301


def test_more_than_a_megabyte_is_refused():
    with pytest.raises(BibtexError, match="1 MB"):
        read_bibtex("é" * 500_001)


def test_an_abbreviation_that_swells_the_text_is_refused():
    swollen = "@string{s={" + "x" * 9999 + "}}"
    entries = "".join(f"@misc{{k{n}, title=s}}\n" for n in range(200))
    with pytest.raises(BibtexError, match="1 MB"):
        read_bibtex(swollen + entries)


@pytest.mark.parametrize(
    "sign", ["{", "}", "$", "$a_", "\\'", "\\href{", "@a{", "@", " and ", "a b, "]
)
def test_a_hostile_text_is_read_or_refused_in_a_moment(sign):
    text = f"@misc{{k, title={{T}}, author={{{sign * (99_999 // len(sign))}}}}}"
    started = time.perf_counter()
    with suppress(BibtexError):
        read_bibtex(text)
    assert time.perf_counter() - started < 5


def test_the_order_and_the_shape_of_what_is_written_are_fixed():
    assert write_bibtex(read_bibtex(KAFKA)) == (
        "@inproceedings{kreps2011kafka,\n"
        "  author = {Kreps, Jay and Narkhede, Neha and Rao, Jun},\n"
        "  title = {Kafka: a Distributed Messaging System},\n"
        "  booktitle = {Proceedings of NetDB},\n"
        "  pages = {1--7},\n"
        "  address = {Athens, Greece},\n"
        "  year = {2011},\n"
        "  month = {jun},\n"
        "  paper = {kafka},\n"
        "}\n"
    )


def test_nothing_is_written_for_no_entries():
    assert write_bibtex([]) == ""


def test_a_brace_in_a_text_is_written_as_a_word():
    text = write_bibtex([Entry("k", {"type": "book", "title": r"} \{ % ''"})])
    title = r"\textbraceright{} \textbackslash{}\textbraceleft{} \% '{}'"
    assert f"title = {{{title}}}," in text


# Whatever a file may hold: signs of LaTeX and BibTeX, and letters of every kind.
LATEX = st.text(
    st.sampled_from(list("aBé王' -–`\"&%#_$^~@=,;:/.|<>0123\\\u0301\u00a0\n"))
    | st.characters(exclude_categories=["Cs"]),
    max_size=12,
)
PIECES = st.lists(
    LATEX
    | st.sampled_from(
        [
            "{\\'e}",
            "{Ab cd}",
            "\\textbraceleft{}",
            "\\textbackslash ",
            "$x_2$",
            " and ",
            " von ",
            "others",
            "--",
            "-{}-",
            "http://a.org/",
            "2407.00079",
            "arXiv:",
            "10.1000/182",
            "\\v ",
            "2024-06",
            ", ",
        ]
    ).map(str),
    max_size=5,
).map("".join)
FIELDS = """
    author editor journal booktitle series volume number edition chapter pages type
    institution school howpublished address year month day date version eprint
    archiveprefix isbn doi url urldate note
"""
KINDS = """
    article inproceedings misc techreport book phdthesis mastersthesis thesis software
    dataset incollection unpublished online
"""


@st.composite
def files(draw):
    fields = draw(st.dictionaries(st.sampled_from(FIELDS.split()), PIECES, max_size=8))
    fields["title"] = draw(PIECES)
    kind = draw(st.sampled_from(KINDS.split()))
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{key,\n{body}}}\n"


@settings(max_examples=200, deadline=None)
@given(files())
@example("@misc{k, title={T}, author={von {Ab cd}, others}, pages={1-2}}")
@example("@misc{k, title={T}, author={{Ab cd}{} and and, A}}")
def test_what_is_written_reads_back_as_the_same_record(text):
    try:
        entries = read_bibtex(text)
    except BibtexError:
        return
    written = write_bibtex(entries)
    assert read_bibtex(written) == entries
    assert write_bibtex(read_bibtex(written)) == written


# Any text as a record holds it: composed, with single blanks.
PLAIN = (
    st.text(
        st.sampled_from(list("aB é王{}'-–`\"&%#_$^~@=,\\")) | st.characters(),
        max_size=20,
    )
    .map(lambda text: "".join(s for s in text if category(s) not in ("Cc", "Cs")))
    .map(lambda text: " ".join(normalize("NFC", text).split()))
    .filter(bool)
)


@settings(max_examples=150, deadline=None)
@given(PLAIN, PLAIN, PLAIN)
def test_any_text_survives_being_written(text, family, given_name):
    record = {
        "type": "book",
        "title": text,
        "author": [{"family": family, "given": given_name}, {"literal": text}],
        "publisher": text,
    }
    entry = Entry("k", record, paper="kafka")
    assert read_bibtex(write_bibtex([entry])) == [entry]


def test_the_bundles_of_the_library_read_back_as_they_are_written():
    for path in Path(__file__).parents[2].glob("content/*/references.bib"):
        entries = read_bibtex(path.read_text(encoding="utf-8"))
        assert read_bibtex(write_bibtex(entries)) == entries
