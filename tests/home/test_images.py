"""Pictures are served at a size, under names nobody can guess; originals are not."""

from pathlib import PurePosixPath

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.tests.utils import get_test_image_file, get_test_image_file_svg

from home.models import EditorialImage


@pytest.fixture
def image(site):
    return EditorialImage.objects.create(
        title="A figure", file=get_test_image_file("figure.png", size=(640, 480))
    )


@pytest.fixture
def rendition(image):
    return image.get_rendition("width-320")


def test_a_rendition_is_served_for_good(client, rendition):
    response = client.get(rendition.url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")


def test_a_rendition_is_not_compressed_again(client, rendition):
    response = client.get(rendition.url, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response


def test_a_rendition_keeps_the_secret_of_a_long_file_name(site):
    image = EditorialImage.objects.create(
        title="A figure",
        file=get_test_image_file("a-very-" + "long-" * 30 + "name.png"),
    )
    secret = PurePosixPath(image.file.name).stem[:16]
    assert secret in image.get_rendition("width-100|format-webp").file.name


def test_two_uploads_of_one_file_have_names_of_their_own(image):
    again = EditorialImage.objects.create(
        title="A figure", file=get_test_image_file("figure.png")
    )
    names = {PurePosixPath(one.file.name).stem for one in (image, again)}
    assert len(names) == 2
    assert all(len(name) > len("figure-") + 12 for name in names)


NOT_SERVED = [
    "/media/{name}",
    "/media/images/../{name}",
    "/media/images/%2e%2e/{name}",
    "/media/images/..%2f{name}",
    "/media/images/x/../../{name}",
    "/media/images//../{name}",
    "/media/images/../../../../../../etc/passwd",
    "/media/images//etc/passwd",
    "/media/images/",
    "/media/images/../",
    "/media/images/nothing.png",
    "/media/images/%00.png",
    "/media/",
    "/media/../config/settings/base.py",
]


def test_nothing_else_under_media_is_served(client, image, rendition):
    addresses = [address.format(name=image.file.name) for address in NOT_SERVED]
    answers = {address: client.get(address).status_code for address in addresses}
    assert answers == dict.fromkeys(addresses, 404)


def upload(client, name, file, **fields):
    """Send a picture through the CMS's form."""
    content = SimpleUploadedFile(name, file.file.getvalue())
    fields |= {"title": "A figure", "collection": 1, "file": content}
    return client.post("/admin/images/add/", fields)


@pytest.mark.parametrize("name", ["drawn.svg", "drawn.png"])
def test_an_svg_is_refused_under_any_name(client, editor, site, name):
    client.force_login(editor)
    response = upload(client, name, get_test_image_file_svg())
    assert response.context["form"].errors["file"]
    assert not EditorialImage.objects.exists()


def test_an_upload_brings_credit_and_licence(client, editor, site):
    client.force_login(editor)
    file = get_test_image_file()
    upload(client, "a.png", file, credit="Kreps et al.", licence="quotation")
    image = EditorialImage.objects.get()
    assert (image.credit, image.licence) == ("Kreps et al.", "quotation")
    assert image.uploaded_by_user == editor


def test_a_picture_cut_off_is_refused_in_words(client, editor):
    client.force_login(editor)
    whole = get_test_image_file("cut.png", size=(640, 480)).file.getvalue()
    cut = SimpleUploadedFile("cut.png", whole[:60], content_type="image/png")
    response = client.post(
        "/admin/images/add/", {"title": "Cut", "file": cut, "collection": "1"}
    )
    assert response.status_code == 200
    assert not EditorialImage.objects.exists()
