"""Answers in the shape of Crossref's REST API."""

import json

import pytest

from tests.writing.services import reply
from writing.bibliography.crossref import read_work
from writing.bibliography.works import arxiv_place


def work(**values):
    message = {"type": "journal-article", "title": ["T"], **values}
    return read_work(json.dumps({"status": "ok", "message": message}).encode())


def test_a_paper_of_a_conference_is_read():
    record = read_work(reply("pregel.json")).record
    assert record["type"] == "paper-conference"
    assert record["title"] == "Pregel: a system for large-scale graph processing"
    assert record["author"][1] == {"given": "Matthew H.", "family": "Austern"}
    assert len(record["author"]) == 7
    assert record["issued"] == {"date-parts": [[2010, 6, 6]]}
    assert record["DOI"] == "10.1145/1807167.1807184"
    assert record["page"] == "135-146"
    assert record["publisher"] == "ACM"
    assert record["event-title"] == "SIGMOD/PODS '10"


def test_a_body_of_people_has_one_name_and_a_suffix_stays():
    record = work(
        author=[
            {"name": "ATLAS Collaboration", "sequence": "first", "affiliation": []},
            {"given": "Sammy", "family": "Davis", "suffix": "Jr.", "ORCID": "x"},
            {"family": "Plato"},
        ]
    ).record
    assert record["author"] == [
        {"literal": "ATLAS Collaboration"},
        {"given": "Sammy", "family": "Davis", "suffix": "Jr."},
        {"family": "Plato"},
    ]


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("H<sub>2</sub>O &amp; more", "H2O & more"),
        ("A <mml:math><mml:mi>x</mml:mi></mml:math> b", "A x b"),
        ("On\n   two lines", "On two lines"),
        ("1 &lt; 2", "1 < 2"),
    ],
)
def test_markup_in_a_title_goes(title, read):
    assert work(title=[title]).record["title"] == read


def test_the_first_day_counts_and_null_is_no_day():
    dates = {
        "published": {"date-parts": [[None]]},
        "published-online": {"date-parts": [[2019, 5]]},
        "published-print": {"date-parts": [[2021]]},
    }
    assert work(**dates).record["issued"] == {"date-parts": [[2019, 5]]}


def test_a_subtitle_is_not_told_twice():
    record = work(title=["Pregel: a system"], subtitle=["A system"]).record
    assert record["title"] == "Pregel: a system"


def test_the_preprint_is_known_by_its_number_at_arxiv():
    preprint = {"id-type": "doi", "id": "10.48550/arXiv.2302.04761"}
    record = work(relation={"has-preprint": [preprint]}).record
    assert arxiv_place(record) == "arXiv:2302.04761"


def test_a_retraction_is_told():
    told = work(**{"updated-by": [{"type": "retraction", "DOI": "10.1/x"}]}).notes
    assert told == ("Crossref says that it was retracted.",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"[" * 100_000,
        b'{"message": "Resource not found."}',
        b'{"message": {}}',
        b'{"message": {"title": "T"}}',
        b'{"message": {"title": [1]}}',
        b'{"message": {"title": ["T"], "author": [{"name": {}}]}}',
        b'{"message": {"title": ["T"], "DOI": {}}}',
    ],
)
def test_what_tells_of_no_work_is_refused(data):
    with pytest.raises(ValueError, match=r"\w"):
        read_work(data)


@pytest.mark.parametrize(
    "odd",
    [
        {"author": "x"},
        {"author": [None, 3]},
        {"published": {"date-parts": "x"}},
        {"published": {"date-parts": [2010]}},
        {"published": {"date-parts": [[99999]]}},
        {"event": []},
        {"relation": {"has-preprint": [3]}},
        {"updated-by": ["x"]},
        {"type": 3},
        {"container-title": [None]},
    ],
)
def test_an_odd_field_says_nothing_and_spoils_nothing(odd):
    assert work(**odd).record == {"type": work(**odd).record["type"], "title": "T"}
