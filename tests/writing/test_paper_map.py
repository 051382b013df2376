"""What the map of papers has on it, and where it is found."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import PaperFactory, ReviewPageFactory
from tests.writing.test_visibility import WAYS
from writing.models import Paper
from writing.models.papers import RelationKind
from writing.paper_map import KINDS, paper_map

MAP = "/writing/map/"


def relate(source, kind, target):
    source.relations.model.objects.create(paper=source, kind=kind, target=target)


@pytest.fixture
def papers(site):
    """Three papers with a public review each."""
    made = [
        PaperFactory(short_title=name, year=year)
        for name, year in (("MapReduce", 2004), ("Dapper", 2010), ("Pregel", 2010))
    ]
    for paper in made:
        ReviewPageFactory(parent=site, paper=paper, slug=paper.short_title.lower())
    return made


def text_of(client):
    """The words of the page."""
    html = client.get(MAP).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_relations_are_told_of_both_papers(client, papers):
    mapreduce, dapper, _ = papers
    relate(dapper, "builds-on", mapreduce)
    text = text_of(client)
    assert "Dapper 2010 builds on MapReduce" in text
    assert "MapReduce 2004 is built on by Dapper" in text


def test_a_contrast_stored_on_both_sides_is_one_line(client, papers):
    mapreduce, _, pregel = papers
    relate(mapreduce, "contrasts-with", pregel)
    relate(pregel, "contrasts-with", mapreduce)
    assert len(paper_map().links) == 1
    assert text_of(client).count("contrasts with MapReduce") == 1


def test_every_kind_of_relation_has_its_words_and_its_key(client, papers):
    for kind in RelationKind:
        relate(papers[1], kind, papers[0])
    text = text_of(client)
    assert {*KINDS} == {*RelationKind}
    for kind in KINDS:
        assert f"{kind.label} MapReduce" in text
        assert f"{kind.inverse} Dapper" in text


def test_drawing_list_and_timeline_have_the_same_papers_and_relations(papers):
    relate(papers[1], "extends", papers[0])
    relate(papers[2], "contrasts-with", papers[0])
    found = paper_map()
    told = {
        frozenset((one.paper.pk, other.paper.pk))
        for one in found.papers
        for others in one.relations.values()
        for other in others
    }
    for drawing in found.drawings.values():
        drawn = {frozenset(curve.link.ends) for curve in drawing.curves}
        assert drawn == told
        assert {row.dot.key for row in drawing.rows} == {p.pk for p in papers}
    dated = [one.paper for _, ones in found.years for one in ones]
    assert {*dated} == {*papers}


@pytest.mark.parametrize("way", WAYS)
def test_a_paper_without_a_public_review_is_nowhere(client, site, papers, way):
    secret = PaperFactory(short_title="Concealed", year=1977)
    review = ReviewPageFactory(
        parent=site,
        paper=secret,
        slug="hidden",
        live=way not in {"never published", "planned"},
    )
    WAYS[way](review)
    relate(papers[0], "extends", secret)
    relate(secret, "contradicts", papers[1])
    html = client.get(MAP).content.decode()
    assert not re.search("Concealed|1977|/hidden/|extend|contradicted by", html)


def test_a_paper_with_two_reviews_leads_to_the_newest_and_lists_both(
    client, site, papers
):
    ReviewPageFactory(
        parent=site, paper=papers[0], slug="again", published_on=date(2026, 6, 1)
    )
    (mapped,) = [one for one in paper_map().papers if one.paper == papers[0]]
    assert mapped.url == "/writing/again/"
    assert 'href="/writing/mapreduce/"' in client.get(MAP).content.decode()


def test_markup_in_a_title_is_not_obeyed(client, papers):
    Paper.objects.filter(pk=papers[0].pk).update(short_title="<script>x</script>")
    relate(papers[1], "builds-on", papers[0])
    assert "<script>x" not in client.get(MAP).content.decode()


def test_nothing_is_styled_or_scripted_in_line(client, papers):
    relate(papers[1], "builds-on", papers[0])
    html = client.get(MAP).content.decode()
    assert not re.search(r"\sstyle=|\son\w+=|<script>", html)


def queries(client):
    cache.clear()
    client.get("/about/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(MAP).status_code == 200
    return len(captured)


def test_the_map_costs_the_same_for_3_and_for_12_papers(client, site, papers):
    relate(papers[1], "builds-on", papers[0])
    few = queries(client)
    for review in ReviewPageFactory.create_batch(9, parent=site):
        relate(review.paper, "extends", papers[0])
    assert queries(client) == few


def test_beyond_a_number_only_the_most_related_are_drawn(
    client, site, papers, monkeypatch
):
    monkeypatch.setattr("writing.paper_map.MOST_DRAWN", 2)
    relate(papers[2], "extends", papers[0])
    found = paper_map()
    assert {one.paper for one in found.drawn} == {papers[0], papers[2]}
    assert len(found.papers) == 3
    assert "The drawing has the 2 papers with the most relations" in text_of(client)


def test_an_empty_site_has_an_empty_map(client, site):
    assert "Nothing has been published yet." in text_of(client)


def test_one_paper_is_listed_and_not_drawn(client, site):
    ReviewPageFactory(parent=site, paper=PaperFactory(short_title="Alone"))
    html = client.get(MAP).content.decode()
    assert "Alone" in html
    assert 'class="map ' not in html


def test_the_map_is_found_from_the_index_and_the_sitemap(client, papers):
    assert f'href="{MAP}"' in client.get("/writing/").content.decode()
    assert f"{MAP}</loc>" in client.get("/sitemap.xml").content.decode()
