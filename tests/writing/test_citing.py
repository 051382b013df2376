"""Citing a review and its paper: records, files, and the section on the page."""

import json
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.factories import (
    IDENTIFIED,
    PaperFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    enter_tags,
)
from writing.bibliography.bibtex import read_bibtex
from writing.citing import FORMATS, cite_box_of, records_of
from writing.models import ReviewPage

URL = "http://localhost/writing/kafka/"
FILES = [f"/writing/kafka/cite.{suffix}" for suffix in FORMATS]
LISTS = [
    "/writing/papers.bib",
    "/writing/tags/messaging/papers.bib",
    "/writing/path/papers.bib",
]

# CSL 1.0.2, csl-data.json: what a record may hold, of what is written here.
CSL_TEXTS = {"title", "container-title", "publisher", "URL", "DOI", "language"}
CSL_TEXTS |= {"note", "number", "reviewed-title", "id", "type"}
CSL_NAMES = {"author", "reviewed-author"}
CSL_DATES = {"issued"}
CSL_TYPES = {"article", "article-journal", "paper-conference", "webpage"}


@pytest.fixture
def paper(site):
    authors = [("Jay", "Kreps"), ("", "LinkedIn, Inc.")]
    return PaperFactory(**IDENTIFIED, authors=authors)


@pytest.fixture
def review(site, paper):
    return ReviewPageFactory(
        parent=site,
        paper=paper,
        slug="kafka",
        title="A log & 5 % of {its} promises",
        tags=["messaging"],
        published_on=date(2026, 11, 21),
        revised_on=date(2026, 11, 22),
    )


# Records


def test_the_review_is_cited_as_a_page_of_the_site(review):
    _, record = records_of(review)
    assert record == {
        "id": "kafka-review",
        "type": "webpage",
        "title": "A log & 5 % of {its} promises",
        "author": [{"literal": "The editors"}],
        "container-title": "Close Reading",
        "publisher": "The editors",
        "issued": {"date-parts": [[2026, 11, 21]]},
        "URL": URL,
        "language": "en-GB",
        "reviewed-title": "Kafka: a Distributed Messaging System",
        "reviewed-author": [
            {"given": "Jay", "family": "Kreps"},
            {"literal": "LinkedIn, Inc."},
        ],
        "note": "Review of “Kafka: a Distributed Messaging System”, "
        "revised 22 November 2026",
    }


def test_the_paper_keeps_its_record_under_its_slug(review, paper):
    record, _ = records_of(review)
    known = {"id": "kafka", "type": "paper-conference"}
    assert record == {**paper.csl_record, **known}


def test_a_paper_at_a_venue_of_no_certain_kind_stays_an_article(site):
    review = ReviewPageFactory(parent=site, paper=PaperFactory(venue="SIGMOD 2010"))
    assert records_of(review)[0]["type"] == "article"


def test_a_slug_that_is_no_key_of_bibtex_gives_way_to_the_papers(site, paper):
    review = ReviewPageFactory(parent=site, paper=paper, slug="журнал")
    assert records_of(review)[1]["id"] == "kafka-review"


def test_a_review_without_an_address_is_cited_without_it(paper):
    _, record = records_of(ReviewPage(title="New", slug="new", paper=paper))
    assert "URL" not in record
    assert record["container-title"] == "Close Reading"


def test_the_records_are_valid_csl(review):
    for record in records_of(review):
        assert record["type"] in CSL_TYPES
        assert set(record) <= CSL_TEXTS | CSL_NAMES | CSL_DATES
        assert all(isinstance(record[name], str) for name in CSL_TEXTS & set(record))
        for name in CSL_NAMES & set(record):
            assert all(
                set(one) <= {"given", "family", "literal"} for one in record[name]
            )
        assert list(record["issued"]) == ["date-parts"]


# Files


@pytest.mark.parametrize("address", FILES)
def test_a_file_says_what_it_is(client, review, address):
    response = client.get(address)
    suffix = address.rpartition(".")[2]
    assert response.status_code == 200
    assert response["Content-Type"] == f"{FORMATS[suffix].content_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="kafka.{suffix}"'


@pytest.mark.parametrize("address", [*FILES, *LISTS])
def test_a_file_has_headers_for_who_asks_for_no_more(client, site, review, address):
    SeriesPageFactory(parent=site, slug="path", reviews=[review])
    response = client.head(address)
    assert response.status_code == 200
    assert response.content == b""
    assert client.post(address).status_code == 405


def test_the_bibtex_reads_back_as_the_records(client, review):
    entries = read_bibtex(client.get(FILES[0]).content.decode())
    # What BibTeX has no field for.
    lost = {"id", "language", "reviewed-title", "reviewed-author"}
    assert [(entry.key, entry.record) for entry in entries] == [
        (record["id"], {k: v for k, v in record.items() if k not in lost})
        for record in records_of(review)
    ]


def test_the_json_is_the_records(client, review):
    assert json.loads(client.get(FILES[2]).content) == records_of(review)


def test_others_are_no_author_by_that_name(client, review, paper):
    paper.authors.add(paper.authors.model(family="others"))
    paper.save()
    bibtex, ris, csl = (client.get(address).content.decode() for address in FILES)
    assert "LinkedIn, Inc.} and others}" in bibtex
    assert "AU  - et al.\r\n" in ris
    assert json.loads(csl)[0]["author"][-1] == {"literal": "et al."}
    assert json.loads(csl)[1]["reviewed-author"][-1] == {"literal": "et al."}


def test_the_ris_has_a_conference_paper_and_a_web_page(client, review):
    lines = client.get(FILES[1]).content.decode().split("\r\n")
    assert [line for line in lines if line.startswith("TY")] == [
        "TY  - CPAPER",
        "TY  - ELEC",
    ]
    assert "T2  - Close Reading" in lines
    assert f"UR  - {URL}" in lines
    assert "AU  - The editors" in lines


@pytest.mark.parametrize("address", LISTS)
def test_a_list_has_the_paper_of_each_review_once(client, site, review, address):
    again = ReviewPageFactory(parent=site, paper=review.paper, tags=["messaging"])
    other = ReviewPageFactory(parent=site, tags=["messaging"])
    SeriesPageFactory(parent=site, slug="path", reviews=[review, again, other])
    response = client.get(address)
    assert response["Content-Type"].startswith("application/x-bibtex")
    keys = [entry.key for entry in read_bibtex(response.content.decode())]
    assert keys == sorted({"kafka", other.paper.slug})


def test_a_list_leaves_out_what_others_have(client, site, review):
    stranger = ReviewPageFactory(parent=site, tags=["tea", "d", "e"])
    SeriesPageFactory(parent=site, slug="path", reviews=[review])
    for address in LISTS[1:]:
        assert stranger.paper.slug not in client.get(address).content.decode()
    assert stranger.paper.slug in client.get(LISTS[0]).content.decode()


def test_an_address_beside_no_page_is_not_there(client, review):
    enter_tags()
    for address in (
        "/writing/kafka/cite.doc",
        "/writing/nothing/cite.bib",
        "/writing/cite.bib",
        "/kafka/cite.bib",
        "/writing/kafka/papers.bib",
        "/about/papers.bib",
        "/writing/tags/logs/papers.bib",
        "/writing/tags/nothing/papers.bib",
        "/writing/kafka/tags/messaging/papers.bib",
    ):
        assert client.get(address).status_code == 404, address


# What is not public

WAYS = {
    "a draft": lambda review: review.unpublish(),
    "a password": lambda review: restrict(review, "password"),
    "sign-in": lambda review: restrict(review, "login"),
    "a restricted index": lambda review: restrict(review.get_parent(), "login"),
}


def restrict(page, kind):
    PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="open sesame"
    )


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_public_has_no_files(client, review, way):
    WAYS[way](review)
    assert {client.get(address).status_code for address in FILES} == {404}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_public_is_in_no_list(client, site, review, way):
    SeriesPageFactory(parent=site, slug="path", reviews=[review])
    WAYS[way](review)
    for address in LISTS:
        assert "Kafka" not in client.get(address).content.decode()


# What it costs


@pytest.mark.parametrize("address", [*FILES, *LISTS])
def test_a_file_costs_few_queries_however_much_there_is(client, site, review, address):
    series = SeriesPageFactory(parent=site, slug="path", reviews=[review])

    def spent():
        cache.clear()
        client.get("/about/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = spent()
    more = ReviewPageFactory.create_batch(4, parent=site, tags=["messaging"])
    series.entries.add(*[series.entries.model(review=one) for one in more])
    series.save()
    assert spent() == few <= 8


# The section


def test_the_section_has_both_citations_and_all_formats(review):
    html = cite_box_of(review)
    assert 'id="cite"' in html
    assert "Jay Kreps and LinkedIn, Inc. 2011." in html
    assert "The editors. 2026. A log &amp; 5 % of {its} promises." in html
    assert URL in html
    for suffix, form in FORMATS.items():
        assert f'href="cite.{suffix}" download>{form.name}</a>' in html


def test_a_draft_has_no_files_to_offer(review, paper):
    review.unpublish()
    for draft in (review, ReviewPage(title="New", slug="new", paper=paper)):
        html = cite_box_of(draft)
        assert "This review" in html
        assert "cite.bib" not in html
    assert cite_box_of(ReviewPage(title="New", slug="new")) == ""


def test_no_text_breaks_out_of_the_section(site):
    paper = PaperFactory(title="<script>alert(1)</script>")
    review = ReviewPageFactory(parent=site, title="<b>x</b>", paper=paper)
    assert "<script" not in cite_box_of(review)
    assert "<b>" not in cite_box_of(review)
