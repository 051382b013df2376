"""Feeds in the shape of arXiv's API."""

from datetime import date

import pytest

from tests.writing.services import reply
from writing.bibliography.arxiv import read_feed
from writing.bibliography.xml_reader import read_xml

TOOLFORMER = "arXiv:2302.04761v1"
SWITCH = "arXiv:2101.03961v3"
DEEPSEEK = "arXiv:2412.19437"


def test_a_paper_is_read_with_the_version_that_was_named():
    work = read_feed(reply("toolformer.xml"), [TOOLFORMER])[TOOLFORMER]
    assert work.record["title"] == (
        "Toolformer: Language Models Can Teach Themselves to Use Tools"
    )
    names = [(one["given"], one["family"]) for one in work.record["author"]]
    assert names[:3] == [
        ("Timo", "Schick"),
        ("Jane", "Dwivedi-Yu"),
        ("Roberto", "Dessì"),
    ]
    assert len(names) == 8
    assert work.record["issued"] == {"date-parts": [[2023, 2, 9]]}
    assert work.record["number"] == TOOLFORMER
    assert work.record["URL"] == "https://arxiv.org/abs/2302.04761"
    assert work.pdf_url == "https://arxiv.org/pdf/2302.04761v1"
    assert work.version_date == date(2023, 2, 9)


def test_the_day_of_a_later_version_is_not_the_day_of_the_paper():
    work = read_feed(reply("two.xml"), [SWITCH])[SWITCH]
    assert work.record["issued"] == {"date-parts": [[2021, 1, 11]]}
    assert work.version_date == date(2022, 6, 16)


def test_without_a_version_none_is_kept():
    work = read_feed(reply("two.xml"), [DEEPSEEK])[DEEPSEEK]
    assert work.record["number"] == DEEPSEEK
    assert work.version_date is None
    assert work.pdf_url == "https://arxiv.org/pdf/2412.19437"


def test_a_group_is_a_name_and_its_colon_is_none():
    work = read_feed(reply("two.xml"), [DEEPSEEK])[DEEPSEEK]
    assert work.record["author"] == [
        {"literal": "DeepSeek-AI"},
        {"family": "Liu", "given": "Aixin"},
        {"family": "Feng", "given": "Bei"},
    ]


def test_a_doi_is_taken_and_where_it_appeared_is_told():
    work = read_feed(reply("two.xml"), [SWITCH])[SWITCH]
    assert work.record["DOI"] == "10.1000/switch"
    assert "Journal of Machine Learning Research 23 (2022)" in work.notes[0]


def test_each_is_answered_by_its_own_and_what_is_unknown_is_left_out():
    found = read_feed(reply("two.xml"), [SWITCH, "arXiv:2302.99999", DEEPSEEK])
    assert list(found) == [SWITCH, DEEPSEEK]
    assert read_feed(reply("unknown.xml"), ["arXiv:2302.99999"]) == {}


def test_an_error_is_an_error():
    with pytest.raises(ValueError, match="incorrect id format"):
        read_feed(reply("error.xml"), [TOOLFORMER])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no XML"),
        (b"<html>", "no XML"),
        (b"<html/>", "no feed"),
        (b"\x00\xff", "no XML"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "no XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        (b"<a>" * 30 + b"</a>" * 30, "too deep"),
    ],
)
def test_what_is_no_feed_is_refused(data, reason):
    with pytest.raises(ValueError, match=reason):
        read_feed(data, [TOOLFORMER])


def test_names_in_a_namespace_are_told_apart():
    root = read_xml(b'<a xmlns="urn:x"><b/><c xmlns="">d</c></a>')
    assert [root.tag, *(child.tag for child in root)] == ["{urn:x}a", "{urn:x}b", "c"]
