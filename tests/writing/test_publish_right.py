"""Only moderators publish, whatever an editor's browser sends."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.factories import PaperFactory, ReviewPageFactory, SeriesPageFactory
from tests.writing.paper_forms import paper_form
from tests.writing.review_forms import review_form
from writing.models import Paper, ReviewPage, SeriesPage

PAPERS = "wagtailsnippets_writing_paper"
PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture(params=["editor", "moderator"])
def publishes(request, client):
    """Signs in as a role; gives whether the role may publish."""
    client.force_login(request.getfixturevalue(request.param))
    return request.param == "moderator"


@pytest.mark.usefixtures("vocabulary")
def test_a_new_review_goes_live_only_if_a_moderator_sends_it(client, site, publishes):
    address = reverse("wagtailadmin_pages:add", args=["writing", "reviewpage", site.pk])
    client.post(address, review_form(PaperFactory()) | PUBLISH)
    assert ReviewPage.objects.get().live is publishes


def test_a_draft_goes_live_only_if_a_moderator_sends_it(client, site, publishes):
    review = ReviewPageFactory(parent=site, live=False)
    address = reverse("wagtailadmin_pages:edit", args=[review.pk])
    client.post(address, review_form(review.paper, review) | PUBLISH)
    review.refresh_from_db()
    assert (review.live, review.latest_revision.object_str) == (publishes, "Kafka")


def test_a_live_review_changes_only_if_a_moderator_sends_it(client, site, publishes):
    review = ReviewPageFactory(parent=site, title="As it was")
    address = reverse("wagtailadmin_pages:edit", args=[review.pk])
    client.post(address, review_form(review.paper, review) | PUBLISH)
    review.refresh_from_db()
    assert review.title == ("Kafka" if publishes else "As it was")


def test_only_a_moderators_date_of_publication_is_kept(client, site, publishes):
    review = ReviewPageFactory(parent=site, live=False)
    address = reverse("wagtailadmin_pages:edit", args=[review.pk])
    later = {"go_live_at": "2099-01-01 10:00"}
    client.post(address, review_form(review.paper, review) | later | PUBLISH)
    planned = review.revisions.exclude(approved_go_live_at=None)
    assert planned.exists() is publishes


def test_a_copy_goes_live_only_if_a_moderator_makes_it(client, site, publishes):
    review = ReviewPageFactory(parent=site)
    values = {"new_title": "A copy", "new_slug": "a-copy", "publish_copies": "on"}
    client.post(
        reverse("wagtailadmin_pages:copy", args=[review.pk]),
        values | {"new_parent_page": site.pk},
    )
    assert ReviewPage.objects.get(slug="a-copy").live is publishes


def test_a_series_goes_live_only_if_a_moderator_sends_it(client, site, publishes):
    series = SeriesPageFactory(parent=site, live=False)
    entries = inline_formset([{"review": ReviewPageFactory(parent=site).pk}])
    form = {"title": "Logs", "slug": "logs", "entries": entries}
    client.post(
        reverse("wagtailadmin_pages:edit", args=[series.pk]),
        nested_form_data(form | {"comments": inline_formset([])}) | PUBLISH,
    )
    assert SeriesPage.objects.get().live is publishes


def test_a_new_paper_goes_live_only_if_a_moderator_sends_it(client, publishes):
    client.post(reverse(f"{PAPERS}:add"), paper_form() | PUBLISH)
    assert Paper.objects.get().live is publishes


def test_a_live_paper_changes_only_if_a_moderator_sends_it(client, publishes):
    paper = PaperFactory(short_title="As it was")
    client.post(reverse(f"{PAPERS}:edit", args=[paper.pk]), paper_form() | PUBLISH)
    paper.refresh_from_db()
    assert paper.short_title == ("Kafka" if publishes else "As it was")
    assert paper.latest_revision.as_object().short_title == "Kafka"
