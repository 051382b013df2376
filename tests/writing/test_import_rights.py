"""An import changes what the person could change by hand, and nothing else."""

from functools import partial

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from home.models import EditorialImage
from tests.writing.bundle_files import (
    SERIES,
    WITH_PICTURE,
    bundle,
    upload_to,
    with_series,
)
from tests.writing.bundles.conftest import FRONT
from writing.models import Paper, ReviewPage, SeriesPage

CHANGED = bundle(front=FRONT.replace("closely", "again"))
CHANGED_PAPER = bundle(front=FRONT.replace("year: 2011", "year: 2012"))


@pytest.fixture
def upload(client, site, vocabulary):
    """Posts a zip file as a person; gives the page that answers."""
    return partial(upload_to, client, site)


def draft_of(slug="kafka"):
    return ReviewPage.objects.get(slug=slug).get_latest_revision_as_object()


def without(name, *codenames):
    """A group with fewer permissions than it has on a new site."""
    group = Group.objects.get(name=name)
    group.permissions.remove(*Permission.objects.filter(codename__in=codenames))
    for model in (GroupPagePermission, GroupCollectionPermission):
        model.objects.filter(group=group, permission__codename__in=codenames).delete()


def test_an_editor_may_import_a_change_as_a_draft(upload, moderator, editor):
    upload(moderator, bundle(), publish="on")
    assert "Updated" in upload(editor, CHANGED)
    assert ReviewPage.objects.live().get().title == "Kafka, read closely"
    assert draft_of().title == "Kafka, read again"
    assert draft_of().latest_revision.user == editor


def test_a_locked_review_is_changed_by_nobody_else(upload, moderator, editor):
    upload(editor, bundle())
    ReviewPage.objects.update(locked=True, locked_by=moderator)
    page = upload(editor, CHANGED)
    assert "kafka/index.md:1: &quot;Kafka, read closely&quot; is locked" in page
    assert draft_of().title == "Kafka, read closely"
    assert "Unchanged" in upload(editor, bundle())
    assert "Updated" in upload(moderator, CHANGED)


def test_a_locked_review_is_not_published(upload, moderator, editor):
    upload(moderator, bundle())
    ReviewPage.objects.update(locked=True, locked_by=editor)
    assert "is locked" in upload(moderator, bundle(), publish="on")
    assert not ReviewPage.objects.get().live


def test_a_review_in_moderation_is_not_changed_by_its_editor(upload, editor):
    upload(editor, bundle())
    review = ReviewPage.objects.get()
    review.get_workflow().start(review, editor)
    assert "is locked" in upload(editor, CHANGED)
    assert draft_of().title == "Kafka, read closely"


def test_who_may_only_add_changes_only_what_is_theirs(upload, moderator, editor):
    upload(moderator, bundle())
    without("Editors", "change_page")
    assert "you may not edit" in upload(editor, CHANGED)
    own = bundle("own", FRONT.replace("slug: kafka", "slug: own"))
    own_changed = bundle("own", FRONT.replace("slug: kafka", "slug: own") + "More.\n")
    assert "Created" in upload(editor, own)
    assert "Updated" in upload(editor, own_changed)


def test_a_new_paper_needs_the_right_to_add_papers(upload, editor):
    without("Editors", "add_paper")
    assert "kafka/index.md:15: you may not add papers" in upload(editor, bundle())
    assert not Paper.objects.exists()
    assert not ReviewPage.objects.exists()


def test_a_changed_paper_needs_the_right_to_change_papers(upload, moderator, editor):
    upload(moderator, bundle())
    without("Editors", "change_paper")
    assert "you may not change the paper" in upload(editor, CHANGED_PAPER)
    assert Paper.objects.get().get_latest_revision_as_object().year == 2011
    assert "Updated" in upload(editor, CHANGED)


def test_a_locked_paper_is_not_changed(upload, moderator, editor):
    upload(moderator, bundle())
    Paper.objects.update(locked=True, locked_by=moderator)
    assert "the paper &quot;kafka&quot; is locked" in upload(editor, CHANGED_PAPER)
    assert Paper.objects.get().get_latest_revision_as_object().year == 2011


def test_a_paper_is_published_by_who_may_publish_papers(upload, moderator):
    without("Moderators", "publish_paper")
    page = upload(moderator, bundle(), publish="on")
    assert "you may not publish the paper" in page
    assert not Paper.objects.exists()
    assert not ReviewPage.objects.exists()


def test_a_new_picture_needs_the_right_to_add_pictures(upload, editor):
    without("Editors", "add_image")
    assert "you may not add pictures" in upload(editor, WITH_PICTURE)
    assert not EditorialImage.objects.exists()
    assert "Created" in upload(editor, bundle())


def test_a_locked_series_is_not_changed(upload, moderator, editor):
    upload(moderator, with_series())
    SeriesPage.objects.update(locked=True, locked_by=moderator)
    page = upload(editor, with_series(SERIES.replace("A path", "Another")))
    assert "series.yaml:1: &quot;A path&quot; is locked" in page
    latest = SeriesPage.objects.get().get_latest_revision_as_object()
    assert latest.title == "A path"
