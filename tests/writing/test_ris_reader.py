"""RIS as programs and publishers write it, read as CSL-JSON."""

import pytest

from writing.bibliography.ris import write_ris
from writing.bibliography.ris_reader import ris_work

KAFKA = {
    "type": "paper-conference",
    "title": "Kafka: a Distributed Messaging System",
    "author": [
        {"given": "Jay", "family": "Kreps"},
        {"given": "Jan", "family": "van den Berg"},
        {"given": "Sammy", "family": "Davis", "suffix": "Jr."},
        {"literal": "The ATLAS Collaboration"},
    ],
    "container-title": "6th International Workshop on Networking Meets Databases",
    "issued": {"date-parts": [[2011, 6]]},
    "page": "1–7",
    "volume": "3",
    "issue": "2",
    "publisher": "ACM",
    "publisher-place": "Athens, Greece",
    "DOI": "10.1000/182",
    "URL": "https://example.org/",
    "language": "en",
    "note": "Best paper",
}


def record(*lines):
    return ris_work("\r\n".join(["TY  - JOUR", "TI  - T", *lines, "ER  - "])).record


def test_what_we_write_is_read_again():
    assert ris_work(write_ris([KAFKA])).record == KAFKA


@pytest.mark.parametrize(
    ("line", "variable", "value"),
    [
        ("T1  - Other", "title", "T"),
        ("JF  - Nature", "container-title", "Nature"),
        ("JO  - Nature", "container-title", "Nature"),
        ("JA  - Nat.", "container-title-short", "Nat."),
        ("PY  - 2011", "issued", {"date-parts": [[2011]]}),
        ("PY  - 2011///", "issued", {"date-parts": [[2011]]}),
        ("Y1  - 2011/06/12/", "issued", {"date-parts": [[2011, 6, 12]]}),
        ("DA  - 2011-06-12", "issued", {"date-parts": [[2011, 6, 12]]}),
        ("DA  - 2011/13/40", "issued", {"date-parts": [[2011]]}),
        ("DO  - https://doi.org/10.1000/182", "DOI", "10.1000/182"),
        ("A1  - Kreps, Jay", "author", [{"family": "Kreps", "given": "Jay"}]),
        ("AU  - Jay Kreps", "author", [{"family": "Kreps", "given": "Jay"}]),
        ("AU  - OpenAI", "author", [{"literal": "OpenAI"}]),
        ("AU  - OpenAI,", "author", [{"literal": "OpenAI"}]),
        ("AN  - arXiv:2302.04761", "number", "arXiv:2302.04761"),
        ("SP  - 7", "page", "7"),
    ],
)
def test_a_tag_fills_its_variable(line, variable, value):
    assert record(line)[variable] == value


@pytest.mark.parametrize(
    "line", ["DO  - none", "PY  - soon", "AU  - ", "AU  - ,", "XX  - x", "no tag"]
)
def test_what_says_nothing_fills_nothing(line):
    assert record(line) == {"type": "article-journal", "title": "T"} | (
        {"title": "T no tag"} if line == "no tag" else {}
    )


def test_a_value_goes_on_in_the_next_line():
    text = "TY - CPAPER\nTI - A title\n   that goes on\nER -"
    assert ris_work(text).record["title"] == "A title that goes on"


def test_the_fuller_date_counts():
    dates = record("PY  - 2011", "DA  - 2011/06/12")["issued"]
    assert dates == {"date-parts": [[2011, 6, 12]]}


def test_an_unknown_kind_is_a_work_all_the_same():
    assert ris_work("TY  - PANCAKE\nTI  - T").record["type"] == "article"


def test_a_pdf_is_taken_from_the_web_and_not_from_a_disk():
    def pdf(*lines):
        return ris_work("\n".join(["TY  - JOUR", "TI  - T", *lines])).pdf_url

    assert pdf("L1  - file:///home/me/x.pdf") == ""
    assert pdf("L1  - https://example.org/x.pdf") == "https://example.org/x.pdf"


def test_control_characters_do_not_come_along():
    assert record("JF  - Na\x00tu\x07re")["container-title"] == "Nature"


def test_without_a_title_it_is_no_work():
    with pytest.raises(ValueError, match="title"):
        ris_work("TY  - JOUR\nAU  - Kreps, Jay\nER  - ")
