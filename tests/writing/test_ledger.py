"""The ledger of claims: what it finds, what it hides, and its files."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import PaperFactory, ReviewPageFactory, claim, sound

ATOM = "{http://www.w3.org/2005/Atom}"
FILES = ["claims/", "claims.atom", "claims.json", "claims.csv"]


def body(said, label, **values):
    return sound(claim(said=said, label=label, **values))


@pytest.fixture
def kafka(site):
    return ReviewPageFactory(
        parent=site,
        title="Of Kafka",
        paper=PaperFactory(slug="kafka", short_title="Kafka", year=2011),
        body=body("Kafka keeps every message.", "kept", verdict="conditional"),
        tags=["messaging"],
    )


@pytest.fixture
def mamba(site):
    return ReviewPageFactory(
        parent=site,
        title="Of Mamba",
        paper=PaperFactory(slug="mamba", short_title="Mamba", year=2023),
        body=body("=Mamba beats every Transformer.", "beats"),
        tags=["models"],
    )


@pytest.fixture
def said(client, site, kafka, mamba):
    """Asks the ledger and gives what it lists, in order."""

    def asked(**query):
        found = client.get(f"{site.url}claims/", query).context["claims"]
        return [one.said for one in found if not one.said.startswith("Saying")]

    return asked


def test_claims_of_all_reviews_are_listed(said):
    assert said() == ["=Mamba beats every Transformer.", "Kafka keeps every message."]


@pytest.mark.parametrize(
    "query",
    [
        {"verdict": "conditional"},
        {"paper": "kafka"},
        {"year": "2011"},
        {"tag": "messaging"},
        {"q": "message KEEPS"},
        {"verdict": "conditional", "paper": "kafka", "year": "2011"},
    ],
)
def test_a_filter_leaves_what_answers_to_it(said, query):
    assert said(**query) == ["Kafka keeps every message."]


@pytest.mark.parametrize(
    "query",
    [
        {"verdict": "wrong"},
        {"paper": "nonesuch"},
        {"tag": "nonesuch"},
        {"year": "2011.5"},
        {"year": "99999999999999999999"},
        {"year": "²⁰¹¹"},
        {"q": "\0 ' % _ zugzwang"},
        {"verdict": "conditional", "year": "2023"},
    ],
)
def test_what_no_claim_answers_to_finds_none_and_says_so(client, site, said, query):
    assert said(**query) == []
    response = client.get(f"{site.url}claims/", query)
    assert "No claim of a published review" in response.content.decode()


def test_counts_by_verdict_ignore_only_the_verdict(client, site, kafka, mamba):
    counts = client.get(f"{site.url}claims/", {"verdict": "holds", "paper": "kafka"})
    found = dict(counts.context["counts"])
    assert found["conditional"] == 1
    assert sum(found.values()) == 7


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("way", ["unpublished", "restricted"])
@pytest.mark.usefixtures("mamba")
def test_claims_that_are_not_public_are_in_no_form_of_it(
    client, site, kafka, name, way
):
    if way == "restricted":
        PageViewRestriction.objects.create(
            page=kafka, restriction_type=PageViewRestriction.LOGIN
        )
    else:
        kafka.unpublish()
    response = client.get(f"{site.url}{name}", {"paper": ""})
    assert "Mamba beats" in response.content.decode()
    assert "Kafka" not in response.content.decode()


@pytest.mark.parametrize("name", FILES)
def test_every_form_answers_to_the_same_filters(client, site, kafka, mamba, name):
    text = client.get(f"{site.url}{name}", {"paper": "kafka"}).content.decode()
    assert "Kafka keeps every message." in text
    assert "beats every Transformer" not in text


def test_the_csv_has_a_row_for_each_claim_and_no_formula(client, site, mamba):
    response = client.get(f"{site.url}claims.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert len(rows) == 7
    first = rows[0]
    assert first["said"] == "'=Mamba beats every Transformer."
    assert (first["verdict"], first["paper"], first["year"]) == (
        *("contradicted", "Mamba", "2023"),
    )
    assert first["url"] == f"{mamba.full_url}#claim-beats"
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_the_json_is_a_feed_with_each_claim_in_parts(client, site, mamba):
    response = client.get(f"{site.url}claims.json")
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert response["Content-Type"].startswith("application/feed+json")
    item = feed["items"][0]
    assert item["url"] == f"{mamba.full_url}#claim-beats"
    assert item["_claim"]["locators"] == "§3.3, p.\xa04"
    assert "Contradicted" in item["content_html"]


def test_the_atom_feed_has_an_entry_for_each_claim(client, site, mamba):
    response = client.get(f"{site.url}claims.atom")
    feed = ElementTree.fromstring(response.content)  # noqa: S314
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 7
    assert entries[0].find(f"{ATOM}link").get("href").endswith("#claim-beats")


@pytest.mark.parametrize("suffix", ["csv", "json", "atom"])
def test_there_is_no_ledger_beside_anything_else(client, site, kafka, suffix):
    assert client.get(f"{kafka.url.rstrip('/')}/claims.{suffix}").status_code == 404
    assert client.get(f"/nowhere/claims.{suffix}").status_code == 404


def test_a_page_of_the_ledger_has_fifty_claims(client, site):
    ReviewPageFactory.create_batch(8, parent=site)
    first = client.get(f"{site.url}claims/").context["claims"]
    second = client.get(f"{site.url}claims/", {"page": "2"}).context["claims"]
    assert (len(first), len(second)) == (50, 6)
    assert not {one.pk for one in first} & {one.pk for one in second}
