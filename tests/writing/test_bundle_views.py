"""Reviews leave the CMS as zip files and come back, for those who may."""

from functools import partial
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import PageLogEntry

from home.models import EditorialImage
from tests.factories import ReviewPageFactory
from tests.writing.bundle_files import (
    FILES,
    WITH_PICTURE,
    bundle,
    upload_to,
    with_series,
    zip_of,
)
from tests.writing.bundles.conftest import BODY, FRONT
from writing.bundles.review_records import raw_value
from writing.models import BundleUpload, Paper, ReviewPage, SeriesPage

BAD = FRONT.replace("title: Kafka, read", "titel: Kafka, read")


@pytest.fixture
def people(editor, moderator, administrator):
    outsider = get_user_model().objects.create_user("outsider", password="secret")
    outsider.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return {
        "outsider": outsider,
        "editor": editor,
        "moderator": moderator,
        "administrator": administrator,
    }


@pytest.fixture
def upload(client, site, vocabulary):
    """Posts a zip file as a person; gives the page that answers."""
    return partial(upload_to, client, site)


def download(client, person, review):
    client.force_login(person)
    return client.get(f"/admin/reviews/{review.pk}/bundle/")


# Who may


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("outsider", False),
        ("editor", True),
        ("moderator", True),
        ("administrator", True),
    ],
)
@pytest.mark.usefixtures("vocabulary")
def test_who_may_edit_downloads_and_who_may_add_uploads(
    client, site, people, role, may
):
    review = ReviewPageFactory(parent=site)
    got = download(client, people[role], review).status_code
    form = client.get(f"/admin/reviews/import/{site.pk}/").status_code
    file = SimpleUploadedFile("reviews.zip", bundle())
    client.post(f"/admin/reviews/import/{site.pk}/", {"file": file})
    assert (got, form) == ((200, 200) if may else (302, 302))
    assert BundleUpload.objects.exists() == may


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_is_sent_to_sign_in(client, site, method):
    review = ReviewPageFactory(parent=site)
    for address in (f"import/{site.pk}/", f"{review.pk}/bundle/"):
        response = getattr(client, method)(f"/admin/reviews/{address}")
        assert response.url.startswith("/admin/login/")


def test_only_reviews_are_downloaded_and_only_the_index_takes_them(
    client, site, administrator
):
    review = ReviewPageFactory(parent=site)
    client.force_login(administrator)
    assert client.get(f"/admin/reviews/{site.pk}/bundle/").status_code == 404
    assert client.get(f"/admin/reviews/import/{review.pk}/").status_code == 404


def test_an_upload_needs_the_token_of_its_form(site, moderator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    file = SimpleUploadedFile("reviews.zip", bundle())
    response = client.post(f"/admin/reviews/import/{site.pk}/", {"file": file})
    assert response.status_code == 403
    assert not ReviewPage.objects.exists()


def test_looking_changes_nothing(client, site, moderator):
    review = ReviewPageFactory(parent=site)
    revisions = review.revisions.count()
    assert download(client, moderator, review).status_code == 200
    client.get(f"/admin/reviews/import/{site.pk}/?file=x&publish=on")
    assert (ReviewPage.objects.count(), review.revisions.count()) == (1, revisions)
    assert client.post(f"/admin/reviews/{review.pk}/bundle/").status_code == 405


def test_the_actions_stand_where_they_are_looked_for(client, site, editor):
    review = ReviewPageFactory(parent=site)
    client.force_login(editor)
    explorer = client.get(f"/admin/pages/{site.pk}/").content.decode()
    assert f"/admin/reviews/import/{site.pk}/" in explorer
    assert f"/admin/reviews/{review.pk}/bundle/" in explorer
    form = client.get(f"/admin/pages/{review.pk}/edit/").content.decode()
    assert f"/admin/reviews/{review.pk}/bundle/" in form
    assert "/admin/reviews/import/" not in form


# Out and in again


def test_a_review_comes_back_as_it_went(client, site, moderator, upload):
    upload(moderator, WITH_PICTURE)
    review = ReviewPage.objects.get()
    body, takeaways = raw_value(review.body), raw_value(review.takeaways)
    first = download(client, moderator, review).getvalue()
    review.delete()
    Paper.objects.all().delete()
    EditorialImage.objects.all().delete()
    page = upload(moderator, first)
    again = ReviewPage.objects.get()
    picture = EditorialImage.objects.get()
    body[-1]["value"]["image"] = picture.pk
    assert (raw_value(again.body), raw_value(again.takeaways)) == (body, takeaways)
    assert download(client, moderator, again).getvalue() == first
    assert f"/admin/pages/{again.pk}/edit/" in page
    assert "Created" in page


def test_the_file_is_named_as_the_review_and_holds_its_folder(client, site, moderator):
    review = ReviewPageFactory(parent=site, slug="kafka")
    response = download(client, moderator, review)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="kafka.zip"'
    with ZipFile(BytesIO(response.getvalue())) as archive:
        assert archive.namelist() == ["kafka/index.md"]


def test_the_latest_draft_is_downloaded_under_the_address_of_the_page(
    client, site, moderator
):
    review = ReviewPageFactory(parent=site, slug="kafka")
    review.title, review.slug = "Written anew", "moved"
    review.save_revision()
    with ZipFile(BytesIO(download(client, moderator, review).getvalue())) as archive:
        assert b"title: Written anew" in archive.read("kafka/index.md")


def test_an_import_of_what_is_there_changes_nothing(upload, moderator):
    upload(moderator, bundle())
    assert "Unchanged" in upload(moderator, bundle())
    assert ReviewPage.objects.get().revisions.count() == 1


def test_the_history_names_who_imported(upload, moderator):
    upload(moderator, WITH_PICTURE, publish="on")
    review = ReviewPage.objects.get()
    authors = {
        review.owner,
        review.latest_revision.user,
        review.paper.latest_revision.user,
        EditorialImage.objects.get().uploaded_by_user,
        *(entry.user for entry in PageLogEntry.objects.filter(page=review.pk)),
    }
    assert authors == {moderator}


# Drafts and publishing


def test_without_publish_everything_stays_a_draft(upload, moderator):
    upload(moderator, with_series())
    assert not ReviewPage.objects.live().exists()
    assert not SeriesPage.objects.live().exists()
    assert not Paper.objects.filter(live=True).exists()


def test_a_moderator_may_publish(upload, moderator):
    upload(moderator, with_series(), publish="on")
    assert ReviewPage.objects.get().live
    assert SeriesPage.objects.get().live
    assert Paper.objects.get().live


def test_an_editor_is_not_asked_and_when_posting_by_hand_is_refused(
    client, site, editor, upload
):
    client.force_login(editor)
    form = client.get(f"/admin/reviews/import/{site.pk}/").content.decode()
    assert 'name="publish"' not in form
    assert "You may not publish here." in upload(editor, bundle(), publish="on")
    assert not ReviewPage.objects.exists()


def test_what_the_publish_gate_refuses_is_told_and_not_stored(upload, moderator):
    front = FRONT.replace("- The third.\n", "")
    page = upload(moderator, bundle(front=front), publish="on")
    assert "kafka/index.md:7: Takeaways" in page
    assert not ReviewPage.objects.exists()
    assert not Paper.objects.exists()


# What is refused


def test_errors_name_file_and_line_and_keep_no_other_bundle_out(upload, editor):
    good = {f"kafka/{name}": content for name, content in FILES.items()}
    page = upload(editor, zip_of({**good, "raft/index.md": BAD + BODY}))
    assert "raft/index.md:2: unknown name &quot;titel&quot;" in page
    assert [review.slug for review in ReviewPage.objects.all()] == ["kafka"]


def test_markup_in_an_error_is_shown_as_text(upload, editor):
    front = FRONT.replace("title: Kafka, read", "<script>x</script>: read")
    page = upload(editor, bundle(front=front))
    assert "&lt;script&gt;x" in page
    assert "<script>x" not in page


def test_what_is_no_zip_file_is_refused_in_words(upload, editor):
    assert "This is no zip file" in upload(editor, b"no zip file")


def test_a_file_that_is_too_large_is_refused_in_words(upload, editor):
    assert "The file is larger than 20 MB." in upload(editor, bytes(20_000_001))


def test_a_form_without_a_file_is_shown_again(client, site, editor):
    client.force_login(editor)
    response = client.post(f"/admin/reviews/import/{site.pk}/")
    assert "This field is required." in response.content.decode()
