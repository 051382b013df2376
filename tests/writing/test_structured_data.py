"""The metadata of a review's page, held against docs/structured-data.md."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.factories import IDENTIFIED, PaperFactory, ReviewPageFactory, claim, sound
from writing.models import ReviewPage
from writing.structured_data import head_of
from writing.verdicts import Verdict

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "structured-data.md"
FIELD = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
# Named in the document, but only where there is something to tell.
SOMETIMES = {"Claim.appearance", "Review.correction"} | {
    f"CorrectionComment.{name}" for name in ("url", "dateCreated", "text")
}
URL = "http://localhost/writing/kafka/"


class Head(HTMLParser):
    """The tags and the blocks of data in a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.blocks, self.elements = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append(tag)
        if tag == "meta":
            self.tags.append((attributes["name"], attributes["content"]))
        if tag == "script":
            assert attributes == {"type": "application/ld+json"}
            self.blocks.append("")

    def handle_data(self, data):
        if self.blocks and data.strip():
            self.blocks[-1] += data


def listed():
    return set(FIELD.findall(DOCUMENT.read_text()))


def head(review):
    return Head(head_of(review, review.claims.all()))


def graph(review):
    (block,) = head(review).blocks
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def of_type(review, kind):
    return [thing for thing in graph(review) if thing["@type"] == kind]


def fields(value, found):
    """Every `Type.property` in the graph; a bare reference has no type."""
    if isinstance(value, list):
        for one in value:
            fields(one, found)
    if isinstance(value, dict):
        kind = value.get("@type")
        found.update(f"{kind}.{name}" for name in value if kind and name != "@type")
        for one in value.values():
            fields(one, found)
    return found


def described(names):
    """Those of a type that the document has a table for."""
    kinds = {name.partition(".")[0] for name in listed() if "." in name}
    return {name for name in names if name.partition(".")[0] in kinds}


@pytest.fixture
def paper(site):
    # "and others": these are no author.
    authors = [("Jay", "Kreps"), ("", "LinkedIn"), ("", "others")]
    return PaperFactory(**IDENTIFIED, authors=authors)


@pytest.fixture
def review(site, paper):
    return ReviewPageFactory(
        parent=site,
        paper=paper,
        slug="kafka",
        title="A log that promised “little”",
        byline=["The editors", "Ann Reader"],
        revised_on=date(2026, 11, 22),
        body=sound(claim(verdict="contradicted", label="exactly-once")),
    )


@pytest.fixture
def read(review):
    return ReviewPage.objects.get(pk=review.pk)


def test_the_tags_are_those_of_the_document_and_describe_the_review(read):
    assert head(read).tags == [
        ("z:itemType", "webpage"),
        ("citation_title", "A log that promised “little”"),
        ("citation_author", "The editors"),
        ("citation_author", "Ann Reader"),
        ("citation_publication_date", "2026/01/01"),
        ("citation_online_date", "2026/01/01"),
        ("citation_language", "en-GB"),
        ("citation_public_url", URL),
        ("citation_fulltext_html_url", URL),
    ]
    tags = {name for name, _ in head(read).tags}
    assert tags == {name for name in listed() if "." not in name}


def test_zotero_is_told_no_container_of_another_kind(read):
    # What sets `hwType` in Zotero's translator, which nothing later overrules.
    containers = {"journal_title", "conference_title", "conference", "book_title"}
    containers |= {"inbook_title", "technical_report_institution"}
    containers |= {"dissertation_institution", "series_title", "isbn"}
    tags = {name for name, _ in head(read).tags}
    assert tags.isdisjoint({f"citation_{name}" for name in containers})


def test_the_graph_has_the_fields_of_the_document_and_no_other(read):
    written = described(fields(graph(read), set()))
    assert written <= listed()
    assert {name for name in listed() if "." in name} - written <= SOMETIMES


def test_the_review_is_of_the_paper(read):
    (thing,) = of_type(read, "Review")
    assert thing["url"] == URL
    assert thing["datePublished"] == "2026-01-01"
    assert thing["dateModified"] == "2026-11-22"
    assert thing["author"] == [
        {"@type": "Organization", "name": "The editors"},
        {"@type": "Person", "name": "Ann Reader"},
    ]
    assert thing["itemReviewed"] == {
        "@type": "ScholarlyArticle",
        "@id": f"{URL}#paper",
        "name": "Kafka: a Distributed Messaging System",
        "author": [
            {"@type": "Person", "name": "Jay Kreps"},
            {"@type": "Organization", "name": "LinkedIn"},
        ],
        "datePublished": "2011",
        "isPartOf": {
            "@type": "CreativeWork",
            "name": "6th International Workshop on Networking Meets Databases",
        },
        "url": "https://example.org/kafka",
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/182"},
            {
                "@type": "PropertyValue",
                "propertyID": "arXiv",
                "value": "arXiv:1106.00001",
            },
        ],
        "sameAs": ["https://doi.org/10.1000/182", "https://arxiv.org/abs/1106.00001"],
    }


def test_each_claim_is_reviewed_at_its_permalink(read, client):
    claims = of_type(read, "ClaimReview")
    assert len(claims) == read.claims.count()
    page = client.get(read.url).content.decode()
    for one in claims:
        address, anchor = one["url"].split("#")
        assert address == URL
        assert f'id="{anchor}"' in page
    assert claims[0]["claimReviewed"] == "Kafka delivers each message exactly once."
    assert claims[0]["author"]["name"] == "The editors"


@pytest.mark.parametrize(
    ("verdict", "value"), zip(Verdict, (5, 4, 3, 2, 1), strict=True)
)
def test_holds_is_the_best_of_the_scale(site, verdict, value):
    body = sound(claim(verdict=verdict.value))
    review = ReviewPageFactory(parent=site, body=body)
    assert of_type(review, "ClaimReview")[0]["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": value,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": verdict.label,
    }


def test_a_claim_heard_somewhere_is_told_to_appear_there(site):
    heard = {
        "kind": "link",
        "url": "https://example.org/talk",
        "title": "A talk",
        "date": "2020-05-03",
    }
    review = ReviewPageFactory(parent=site, body=sound(claim(heard=heard)))
    first, *others = of_type(ReviewPage.objects.get(pk=review.pk), "ClaimReview")
    assert first["itemReviewed"]["appearance"] == {
        "@type": "CreativeWork",
        "url": "https://example.org/talk",
        "name": "A talk",
        "datePublished": "2020-05-03",
    }
    assert all("appearance" not in one["itemReviewed"] for one in others)


def test_the_way_from_the_front_page_is_told(read):
    (crumbs,) = of_type(read, "BreadcrumbList")
    steps = [(one["name"], one["item"]) for one in crumbs["itemListElement"]]
    assert steps == [
        ("Home", "http://localhost/"),
        ("Writing", "http://localhost/writing/"),
        ("A log that promised “little”", URL),
    ]
    positions = [one["position"] for one in crumbs["itemListElement"]]
    assert positions == [1, 2, 3]


def test_no_text_breaks_out_of_the_data_or_the_tags(site):
    title = '</script><script>alert(1)</script> & "<!--'
    paper = PaperFactory(title=title)
    body = sound(claim(said="</script><img src=x>"))
    review = ReviewPageFactory(parent=site, title=title, paper=paper, body=body)
    found = head(review)
    assert set(found.elements) == {"meta", "script"}
    assert found.elements.count("script") == 1
    (thing,) = of_type(review, "Review")
    assert thing["itemReviewed"]["name"] == title
    assert ("citation_title", thing["name"]) in found.tags


def test_a_draft_without_verdict_or_address_has_nothing_to_tell(site, paper):
    assert head_of(ReviewPage(title="New", slug="new", paper=paper), []) == ""
    assert head_of(ReviewPage(title="New", slug="new"), []) == ""
