"""A series and a whole index leave the CMS as bundles, and come back the same."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission

from home.models import EditorialImage
from tests.factories import ReviewPageFactory, SeriesPageFactory
from tests.writing.bundle_files import TICKET, WITH_PICTURE, plan_of, upload_to
from writing.models import ReviewPage


@pytest.fixture
def library(site, vocabulary):
    """Three reviews, two of them in a series; gives the series."""
    reviews = [ReviewPageFactory(parent=site, slug=slug) for slug in ("a", "b", "c")]
    for review in reviews:
        review.paper.save_revision().publish()
        review.save_revision().publish()
    series = SeriesPageFactory(
        parent=site, slug="path", title="A path", reviews=reviews[1::-1]
    )
    series.save_revision().publish()
    return series


def files_of(client, person, address):
    client.force_login(person)
    response = client.get(f"/admin/reviews/{address}/bundle/")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; filename=")
    data = response.getvalue()
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return data, {name: archive.read(name) for name in archive.namelist()}


def test_a_series_brings_its_reviews_in_order_and_its_record(client, library, editor):
    _, files = files_of(client, editor, f"series/{library.pk}")
    assert list(files) == ["b/index.md", "a/index.md", "series.yaml"]
    assert b"reviews: [b, a]" in files["series.yaml"]


def test_everything_brings_reviews_series_and_tags(client, site, library, editor):
    _, files = files_of(client, editor, f"index/{site.pk}")
    reviews = ["a/index.md", "b/index.md", "c/index.md"]
    assert list(files) == [*reviews, "series.yaml", "tags.yaml"]


@pytest.mark.parametrize("what", ["series", "index"])
def test_what_was_downloaded_changes_nothing(client, site, library, moderator, what):
    key = library.pk if what == "series" else site.pk
    data, _ = files_of(client, moderator, f"{what}/{key}")
    page = plan_of(client, site, moderator, data)
    assert not TICKET.findall(page)
    assert "can't be brought in" not in page
    assert "A path" in page


def test_the_newest_version_is_taken(client, site, library, editor):
    review = ReviewPage.objects.get(slug="a")
    review.title = "Written anew"
    review.save_revision()
    library.title = "Another path"
    library.save_revision()
    _, files = files_of(client, editor, f"index/{site.pk}")
    assert b"title: Written anew" in files["a/index.md"]
    assert b"title: Another path" in files["series.yaml"]


def test_what_a_person_may_not_edit_is_left_out_and_told(client, site, library, editor):
    mine = ReviewPage.objects.get(slug="b")
    ReviewPage.objects.filter(pk=mine.pk).update(owner=editor)
    group = Group.objects.get(name="Editors")
    GroupPagePermission.objects.filter(
        group=group, permission__codename="change_page"
    ).delete()
    _, files = files_of(client, editor, f"index/{site.pk}")
    assert [name for name in files if name.endswith(".md")] == ["b/index.md"]
    assert files["missing.txt"].decode().splitlines() == [
        "a: you may not edit this review.",
        "c: you may not edit this review.",
    ]
    assert "series.yaml" not in files


def test_a_picture_that_is_lost_is_told_and_keeps_nothing_back(
    client, site, vocabulary, moderator
):
    upload_to(client, site, moderator, WITH_PICTURE)
    picture = EditorialImage.objects.get()
    picture.file.storage.delete(picture.file.name)
    sentence = "kafka: the file of the picture “flow.png” is gone from the site.\n"
    for address in (ReviewPage.objects.get().pk, f"index/{site.pk}"):
        data, files = files_of(client, moderator, address)
        assert "kafka/flow.png" not in files
        assert files["missing.txt"].decode() == sentence
        page = plan_of(client, site, moderator, data)
        assert "there is no file &quot;flow.png&quot;" in page


def test_a_name_in_other_letters_is_a_safe_header(client, site, editor):
    review = ReviewPageFactory(parent=site, slug="ко-фе")
    client.force_login(editor)
    response = client.get(f"/admin/reviews/{review.pk}/bundle/")
    assert response["Content-Disposition"].isascii()


def test_the_ways_out_stand_where_they_are_looked_for(client, site, library, editor):
    client.force_login(editor)
    explorer = client.get(f"/admin/pages/{site.pk}/").content.decode()
    assert f"/admin/reviews/index/{site.pk}/bundle/" in explorer
    form = client.get(f"/admin/pages/{library.pk}/edit/").content.decode()
    assert f"/admin/reviews/series/{library.pk}/bundle/" in form


@pytest.mark.parametrize("what", ["series", "index"])
def test_a_download_is_only_read(client, site, library, editor, what):
    client.force_login(editor)
    key = library.pk if what == "series" else site.pk
    assert client.post(f"/admin/reviews/{what}/{key}/bundle/").status_code == 405
