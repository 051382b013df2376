"""Files beside a review: its Markdown, its charts' data, and the lists of texts."""

import csv
import io

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import PaperFactory, ReviewPageFactory, claim, prose, sound
from writing.bundles.front_matter import split_front_matter
from writing.models import PaperRelation

CHART = {
    "type": "chart",
    "value": {
        "kind": "bar",
        "data": "Test,Messages\n=One,-5\nTwo,≈7",
        "caption": "Messages",
        "alt": "Two bars.",
        "locators": "§5",
        "label": "bars",
    },
}
FILES = ["index.md", "figures/chart-bars.csv"]


@pytest.fixture
def review(site):
    return ReviewPageFactory(
        parent=site, title="Of Kafka", body=sound(prose("Logs."), claim(), CHART)
    )


def test_a_review_is_served_as_the_text_of_its_bundle(client, review):
    response = client.get(f"{review.url}index.md")
    text = response.content.decode()
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    front, body, _ = split_front_matter(text)
    assert "title: Of Kafka" in front
    assert ":::{claim} Kafka delivers each message exactly once." in body


def test_the_text_is_of_what_is_live(client, review):
    review.title = "Not yet"
    review.save_revision()
    assert "Not yet" not in client.get(f"{review.url}index.md").content.decode()


def test_the_text_names_no_paper_that_is_not_live(client, review):
    hidden = PaperFactory(slug="hidden", live=False)
    shown = PaperFactory(slug="shown")
    for paper in (hidden, shown):
        PaperRelation.objects.create(paper=review.paper, kind="builds-on", target=paper)
    text = client.get(f"{review.url}index.md").content.decode()
    assert "paper: shown" in text
    assert "hidden" not in text


def test_the_data_of_a_chart_is_a_csv_without_formulas(client, review):
    response = client.get(f"{review.url}figures/chart-bars.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode())))
    assert rows == [["Test", "Messages"], ["'=One", "-5"], ["Two", "≈7"]]
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("name", ["chart-none", "claim-exactly-once"])
def test_only_charts_have_data(client, review, name):
    assert client.get(f"{review.url}figures/{name}.csv").status_code == 404


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("way", ["unpublished", "restricted"])
def test_a_review_that_is_not_public_has_no_files(client, review, name, way):
    address = f"{review.url}{name}"
    assert client.get(address).status_code == 200
    hide(review, way)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("way", ["unpublished", "restricted"])
def test_the_lists_of_texts_name_what_is_public_only(client, review, way):
    for address in ("/llms.txt", "/llms-full.txt"):
        assert "Of Kafka" in client.get(address).content.decode()
    hide(review, way)
    for address in ("/llms.txt", "/llms-full.txt"):
        assert "Of Kafka" not in client.get(address).content.decode()


def test_the_short_list_links_each_review_as_markdown(client, review):
    text = client.get("/llms.txt").content.decode()
    assert text.startswith("# Close Reading\n")
    assert f"- [Of Kafka]({review.full_url}index.md): {review.dek}" in text


def hide(review, way):
    if way == "unpublished":
        review.unpublish()
    else:
        PageViewRestriction.objects.create(
            page=review, restriction_type=PageViewRestriction.LOGIN
        )


@pytest.mark.parametrize("path", ["/a%00b", "/" + "a/" * 500, "/%F0%9F%98%80", "/.."])
def test_an_odd_address_has_no_files(client, review, path):
    for name in (*FILES, "cite.bib", "card.png", "papers.bib", "claims.csv"):
        assert client.get(f"{path}/{name}").status_code == 404
