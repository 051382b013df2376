"""RIS, held against the format's list of tags."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writing.bibliography.ris import write_ris
from writing.bibliography.venues import type_at

KAFKA = {
    "id": "kafka",
    "type": "paper-conference",
    "title": "Kafka: a Distributed Messaging System",
    "author": [
        {"given": "Jay", "family": "Kreps"},
        {"given": "Jan", "family": "Berg", "non-dropping-particle": "van den"},
        {"given": "Sammy", "family": "Davis", "suffix": "Jr."},
        {"literal": "Example, Inc."},
    ],
    "container-title": "6th International Workshop on Networking Meets Databases",
    "issued": {"date-parts": [[2011, 6]]},
    "accessed": {"date-parts": [[2026, 11, 3]]},
    "page": "1–7",
    "publisher": "ACM",
    "publisher-place": "Athens, Greece",
    "DOI": "10.1000/182",
    "URL": "https://example.org/",
    "language": "en",
    "note": "Best paper",
}
LINE = re.compile(r"(?:[A-Z][A-Z0-9]  - [^\r\n]+|ER  - )\r\n")


def tags(record):
    lines = write_ris([record]).split("\r\n")
    return [tuple(line.split("  - ", 1)) for line in lines if line]


def type_of(record):
    return tags(record)[0]


def test_a_record_is_written_tag_by_tag():
    assert tags(KAFKA) == [
        ("TY", "CPAPER"),
        ("ID", "kafka"),
        ("AU", "Kreps, Jay"),
        ("AU", "van den Berg, Jan"),
        ("AU", "Davis, Sammy, Jr."),
        ("AU", "Example Inc."),
        ("TI", "Kafka: a Distributed Messaging System"),
        ("T2", "6th International Workshop on Networking Meets Databases"),
        ("PY", "2011"),
        ("DA", "2011/06//"),
        ("SP", "1"),
        ("EP", "7"),
        ("PB", "ACM"),
        ("CY", "Athens, Greece"),
        ("DO", "10.1000/182"),
        ("UR", "https://example.org/"),
        ("Y2", "2026/11/03/"),
        ("LA", "en"),
        ("N1", "Best paper"),
        ("ER", ""),
    ]


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("article-journal", "JOUR"),
        ("paper-conference", "CPAPER"),
        ("chapter", "CHAP"),
        ("book", "BOOK"),
        ("report", "RPRT"),
        ("thesis", "THES"),
        ("webpage", "ELEC"),
        ("post-weblog", "BLOG"),
        ("software", "COMP"),
        ("dataset", "DATA"),
        ("article", "GEN"),
        ("treaty", "GEN"),
    ],
)
def test_a_type_has_its_own_tag(type_, expected):
    assert type_of({"type": type_, "title": "T"}) == ("TY", expected)


def test_a_preprint_is_unpublished_and_numbered_in_its_archive():
    written = tags({"type": "article", "title": "T", "number": "arXiv:2407.00079"})
    assert written[0] == ("TY", "UNPB")
    assert ("AN", "arXiv:2407.00079") in written


def test_a_line_break_in_a_value_starts_no_tag():
    written = tags({"type": "book", "title": "A\r\nER  - \nTY  - JOUR"})
    assert [tag for tag, _ in written] == ["TY", "TI", "ER"]
    assert written[1] == ("TI", "A ER - TY - JOUR")


def test_others_are_et_al():
    people = [{"given": "A.", "family": "B"}, {"literal": "others"}]
    written = tags({"type": "book", "title": "T", "author": people})
    assert written[1:3] == [("AU", "B, A."), ("AU", "et al.")]


def test_each_record_is_closed():
    assert write_ris([KAFKA, KAFKA]).count("ER  - \r\nTY  - ") == 1
    assert write_ris([]) == ""


RECORDS = st.fixed_dictionaries(
    {"type": st.text(max_size=8), "title": st.text(max_size=20)},
    optional={
        "author": st.lists(
            st.dictionaries(
                st.sampled_from(["family", "given", "suffix", "literal"]), st.text()
            ),
            max_size=2,
        ),
        "page": st.text(max_size=9),
        "number": st.text(max_size=9),
        "issued": st.just({"literal": "in press"}),
        "note": st.text(max_size=20),
    },
)


@settings(max_examples=100, deadline=None)
@given(RECORDS)
def test_whatever_is_in_a_record_each_line_is_a_tag_and_its_value(record):
    text = write_ris([record])
    assert LINE.sub("", text) == ""
    assert text.startswith("TY  - ")


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        ("6th USENIX Symposium on Operating Systems", "paper-conference"),
        ("41st International Conference on Machine Learning", "paper-conference"),
        ("Advances in Neural Information Processing Systems 36", "paper-conference"),
        ("Journal of Machine Learning Research 21", "article-journal"),
        ("ACM Transactions on Computer Systems", "article-journal"),
        ("Proceedings of the VLDB Endowment", None),
        ("ACM SIGOPS Operating Systems Review", None),
        ("arXiv technical report", None),
        ("SIGMOD 2010", None),
        ("", None),
    ],
)
def test_a_venue_tells_a_type_only_where_its_name_is_certain(venue, expected):
    assert type_at(venue) == expected
