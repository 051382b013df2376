"""Uploads in a bucket: a real S3 service on loopback, asked through the site."""

import socket
from io import BytesIO
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.storage import storages as kept
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file

from config import storages
from config.environment import Bucket
from home.models import EditorialImage
from tests import pdfs
from tests.factories import ReviewPageFactory
from tests.s3 import throw_away
from tests.writing.version_files import paper_with
from writing import cards
from writing.models import VersionText

KEYS = ("reader", "secret")


@pytest.fixture(scope="module")
def service():
    with throw_away() as address:
        yield address


@pytest.fixture
def bucket(service, settings, monkeypatch):
    """An empty bucket, which the site of the test uses."""
    # Wagtail remembers renditions by numbers that tests use again.
    cache.clear()
    settings.AWS_ACCESS_KEY_ID, settings.AWS_SECRET_ACCESS_KEY = KEYS
    asked = boto3.Session(*KEYS).resource("s3", "us-east-1", endpoint_url=service)
    made = asked.create_bucket(Bucket="reading")
    named = Bucket("reading", "site", service, "us-east-1")
    settings.STORAGES = {**settings.STORAGES, **storages.s3(named)}
    field = VersionText._meta.get_field("file")
    monkeypatch.setattr(field, "storage", kept["private"])
    yield made
    made.objects.all().delete()
    made.delete()


def names(bucket):
    return [one.key for one in bucket.objects.all()]


def picture(site):
    return EditorialImage.objects.create(
        title="A figure", file=get_test_image_file("figure.png", size=(640, 480))
    )


def test_a_picture_that_an_editor_uploads_is_in_the_bucket(
    client, administrator, bucket
):
    client.force_login(administrator)
    file = SimpleUploadedFile("f.png", get_test_image_file().file.getvalue())
    form = {"title": "A figure", "file": file, "collection": 1}
    answer = client.post(reverse("wagtailimages:add"), form)
    assert answer.status_code == 302
    image = EditorialImage.objects.get()
    assert f"site/media/{image.file.name}" in names(bucket)


def test_a_rendition_is_served_under_the_address_it_has_on_a_disk(client, site, bucket):
    rendition = picture(site).get_rendition("width-320")
    assert rendition.url.startswith("/media/images/")
    answer = client.get(rendition.url)
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert Image.open(BytesIO(answer.content)).size == (320, 240)


@pytest.mark.parametrize("way", ["", "images/../", "images/%2e%2e/", "images/x/../../"])
def test_an_original_is_not_served(client, site, bucket, way):
    name = picture(site).file.name
    assert client.get(f"/media/{way}{name}").status_code == 404


def test_a_picture_that_is_not_there_is_not_found(client, site, bucket):
    assert client.get("/media/images/none.png").status_code == 404
    assert client.get("/media/images/").status_code == 404


def test_nobody_reads_the_bucket_itself(site, bucket, service):
    image = picture(site)
    image.get_rendition("width-320")
    kept["private"].save("papers/1/a.pdf", ContentFile(b"%PDF"))
    assert len(names(bucket)) == 3
    for name in names(bucket):
        with pytest.raises(HTTPError, match="403"):
            urlopen(f"{service}/reading/{name}", timeout=10)  # noqa: S310
        grants = bucket.Object(name).Acl().grants
        assert [grant["Permission"] for grant in grants] == ["FULL_CONTROL"]


def test_a_deleted_picture_is_gone_with_its_renditions(
    site, bucket, django_capture_on_commit_callbacks
):
    image = picture(site)
    image.get_rendition("width-320")
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert names(bucket) == []


def test_a_document_is_served_through_the_site(
    client, site, bucket, django_capture_on_commit_callbacks
):
    data = ContentFile(b"a,b\n1,2\n", name="table.csv")
    document = get_document_model().objects.create(title="Table", file=data)
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content) == b"a,b\n1,2\n"
    assert names(bucket) == [f"site/media/{document.file.name}"]
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert names(bucket) == []


def test_a_card_is_drawn_once_and_takes_the_place_of_the_former(client, site, bucket):
    review = ReviewPageFactory(parent=site, slug="kafka", title="A log")
    first = client.get("/writing/kafka/card.png").content
    assert client.get("/writing/kafka/card.png").content == first
    review.title = "Another log"
    review.save()
    assert cards.card_of(review) != first
    assert len(default_storage.listdir(f"cards/{review.pk}")[1]) == 1


def test_a_copy_of_a_paper_is_kept_apart_and_has_no_address(client, editor, bucket):
    paper = paper_with("v1")
    client.force_login(editor)
    file = SimpleUploadedFile("paper.pdf", pdfs.pdf("One."))
    address = reverse("paper_texts:list", args=[paper.pk])
    client.post(address, {"version": "v1", "file": file})
    text = VersionText.objects.get()
    assert names(bucket) == [f"site/private/{text.file.name}"]
    with text.file.open() as stored:
        assert stored.read().startswith(b"%PDF")
    with pytest.raises(ValueError, match="not accessible"):
        text.file.url  # noqa: B018


def test_a_service_that_is_down_is_waited_for_a_few_seconds(settings):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        nowhere = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    settings.AWS_ACCESS_KEY_ID, settings.AWS_SECRET_ACCESS_KEY = KEYS
    named = Bucket("reading", "", nowhere, "us-east-1")
    settings.STORAGES = {**settings.STORAGES, **storages.s3(named)}
    assert cards.read("cards/1/none.png") == b""
