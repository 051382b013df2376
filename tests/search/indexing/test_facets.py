"""What a review is found under, and how values and labels follow their sources."""

import pytest

from search.indexing.facets import venue_of, venue_slug
from search.models import Facet
from tests.factories import PaperFactory, ReviewPageFactory, SeriesPageFactory
from tests.search.indexing.derived import derived, members, rebuilt
from writing.models import ReviewTag, SeriesPage
from writing.tag_merging import merge_tags


@pytest.mark.parametrize(
    ("printed", "name", "slug"),
    [
        ("NetDB 2011", "NetDB", "netdb"),
        ("OSDI '04", "OSDI", "osdi"),
        ("FAST ’25", "FAST", "fast"),
        ("Google, 2010", "Google", "google"),
        ("SIGOPS OSR 2010", "SIGOPS OSR", "sigops-osr"),
        ("NeurIPS 2023 Workshop", "NeurIPS Workshop", "neurips-workshop"),
        ("2011", "2011", "2011"),
        ("会议 2011", "会议", "会议"),
        ("", "", ""),
        ("!", "!", ""),
    ],
)
def test_a_venue_is_known_without_its_year(printed, name, slug):
    assert (venue_of(printed), venue_slug(printed)) == (name, slug)


def test_a_review_is_found_under_all_that_it_has(review):
    found = {facet for facet, (_, keys) in derived()["facets"].items() if keys}
    assert found >= {
        ("public", "public"),
        ("tag", "logs"),
        ("venue", "netdb"),
        ("year", "2011"),
        ("verdict", "contradicted"),
        ("verdict", "holds"),
    }
    assert ("verdict", "conditional") not in found


def test_a_paper_that_is_published_with_another_year_is_found_under_it(review):
    paper = review.paper
    paper.year, paper.venue = 2012, "VLDB 2012"
    paper.save_revision().publish()
    assert members("year", "2012") == members("venue", "vldb") == [review.pk]
    assert members("year", "2011") is members("venue", "netdb") is None


def test_a_tag_that_is_renamed_is_printed_so(review):
    tag = ReviewTag.objects.get(slug="logs")
    tag.name, tag.slug = "Log files", "log-files"
    tag.save()
    assert members("tag", "logs") is None
    assert Facet.objects.get(kind="tag", value="log-files").label == "Log files"


def test_a_tag_that_is_deleted_is_no_value(review):
    ReviewTag.objects.get(slug="logs").delete()
    assert members("tag", "logs") is None


def test_tags_deleted_together_are_no_values(review):
    ReviewTag.objects.all().delete()
    assert not Facet.objects.filter(kind="tag").exists()


def test_a_merged_tag_gives_its_reviews_to_the_other(review, site):
    other = ReviewPageFactory(parent=site, tags=["messaging"])
    merge_tags(
        ReviewTag.objects.get(slug="logs"), ReviewTag.objects.get(slug="messaging")
    )
    assert members("tag", "logs") is None
    assert members("tag", "messaging") == [review.pk, other.pk]


def test_a_series_has_the_public_reviews_that_it_lists(review, site):
    draft = ReviewPageFactory(parent=site, live=False)
    series = SeriesPageFactory(parent=site, slug="path", reviews=[review, draft])
    other = ReviewPageFactory(parent=site)
    assert members("series", "path") == [review.pk]
    series = SeriesPage.objects.get(pk=series.pk)
    series.entries.set([series.entries.model(review=other)])
    series.title, series.slug = "Another path", "another"
    series.save_revision().publish()
    assert members("series", "path") is None
    assert members("series", "another") == [other.pk]
    assert Facet.objects.get(value="another").label == "Another path"


def test_a_series_is_no_value_before_it_is_published(review, site):
    SeriesPageFactory(parent=site, slug="path", live=False, reviews=[review])
    assert members("series", "path") is None


def test_a_label_is_as_the_first_of_the_reviews_has_it(site):
    first, second = (
        ReviewPageFactory(parent=site, paper=PaperFactory(venue=venue))
        for venue in ("NetDB 2011", "NETDB 2011")
    )
    assert members("venue", "netdb") == [first.pk, second.pk]
    assert Facet.objects.get(kind="venue").label == "NetDB"
    first.unpublish()
    assert Facet.objects.get(kind="venue").label == "NETDB"
    assert derived() == rebuilt()
