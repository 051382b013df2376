"""What is uploaded is what its name says, and holds nothing besides."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.documents.models import Document

from home.models import EditorialImage
from home.pictures.cleaning import cleaned
from home.pictures.containers import is_plain

KINDS = ["PNG", "JPEG", "WEBP", "GIF", "AVIF"]
MOVING = ["PNG", "WEBP", "GIF", "AVIF"]
MAKER, ORIENTATION, GPS = 0x010F, 0x0112, 0x8825
SECRET = b"Taken by Ada at 52.5"


def noise():
    return Image.effect_noise((48, 32), 60).convert("RGB")


def picture(kind, **options):
    target = BytesIO()
    noise().save(target, kind, **options)
    return target.getvalue()


def moving(kind):
    frames = [noise(), noise()]
    return picture(kind, save_all=True, append_images=frames, duration=100)


def telling(kind, orientation=1):
    """A picture that tells where, with what and by whom it was taken."""
    exif = Image.Exif()
    exif[MAKER] = SECRET.decode()
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[2] = (52.0, 30.0, 0.0)
    return picture(kind, exif=exif.tobytes(), xmp=SECRET, comment=SECRET)


def metadata_of(data):
    with Image.open(BytesIO(data)) as shown:
        exif = shown.getexif()
        names = {"exif", "xmp", "comment", "XML:com.adobe.xmp"} & shown.info.keys()
        return dict(exif), dict(exif.get_ifd(GPS)), names


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_tells_nothing_of_who_took_it_where(kind):
    told = telling(kind)
    data = cleaned(told)
    assert SECRET in told
    assert SECRET not in data
    assert metadata_of(data) == ({}, {}, set())


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
def test_what_was_turned_by_metadata_is_drawn_upright(kind):
    with Image.open(BytesIO(cleaned(telling(kind, orientation=6)))) as shown:
        assert shown.size == (32, 48)


@pytest.mark.parametrize("kind", KINDS)
def test_a_plain_picture_is_left_as_it_is_to_the_byte(kind):
    plain = picture(kind)
    assert cleaned(plain) == plain
    once = cleaned(telling(kind))
    assert cleaned(once) == once


@pytest.mark.parametrize("kind", MOVING)
def test_what_moves_goes_on_moving(kind):
    data = cleaned(moving(kind) + b"PK\x03\x04")
    with Image.open(BytesIO(data)) as shown:
        assert shown.n_frames == 3
        assert shown.info.get("duration", 100) == 100


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "tail", [b"PK\x03\x04 an archive", b"<?php system(0); ?>", b"<script>alert(1)"]
)
def test_what_hides_behind_a_picture_is_cut_off(kind, tail):
    data = cleaned(picture(kind) + tail)
    assert tail not in data
    assert is_plain(data, kind)


def test_what_hides_in_a_comment_is_cut_out():
    comment = b"*/alert(document.domain)//"
    assert comment not in cleaned(picture("JPEG", comment=comment))
    assert comment not in cleaned(picture("GIF", comment=comment))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_cut_off_is_never_taken_for_plain(kind):
    data = picture(kind)
    plain = [end for end in range(len(data)) if is_plain(data[:end], kind)]
    assert plain == []


def header_only_png(width, height):
    """A PNG that claims a size and holds next to nothing."""
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", size), (b"IDAT", zlib.compress(b"\0" * 99)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body))
        + name
        + body
        + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def test_a_picture_of_too_many_pixels_is_not_decoded():
    with pytest.raises((ValueError, Image.DecompressionBombError)):
        cleaned(header_only_png(60_000, 60_000))
    with pytest.raises(ValueError, match="too many pixels"):
        cleaned(header_only_png(7_000, 6_000))


def test_frames_count_among_the_pixels(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 48 * 32 * 2
    assert cleaned(picture("GIF"))
    with pytest.raises(ValueError, match="too many pixels"):
        cleaned(moving("GIF"))


# Through the CMS


@pytest.fixture
def cms(administrator):
    client = Client()
    client.force_login(administrator)
    return client


def send(cms, kind, name, content, **fields):
    file = SimpleUploadedFile(name, content)
    form = {"title": "A", "file": file, "collection": "1", **fields}
    return cms.post(f"/admin/{kind}/add/", form)


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_neither_what_is_stored_nor_what_is_served_tells_where(cms, kind, name):
    send(cms, "images", name, telling(kind) + b"PK\x03\x04 an archive")
    image = EditorialImage.objects.get()
    with image.file.open("rb") as file:
        original = file.read()
    served = Client().get(image.get_rendition("width-24").url)
    for data in (original, b"".join(served.streaming_content)):
        assert SECRET not in data
        assert b"an archive" not in data
        assert metadata_of(data) == ({}, {}, set())
    assert image.file_size == len(original)


def test_many_pictures_at_once_tell_nothing_either(cms):
    file = SimpleUploadedFile("a.jpg", telling("JPEG"))
    headers = {"X-Requested-With": "XMLHttpRequest"}
    form = {"title": "A", "files[]": file, "collection": "1"}
    cms.post("/admin/images/multiple/add/", form, headers=headers)
    with EditorialImage.objects.get().file.open("rb") as stored:
        assert SECRET not in stored.read()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.png", b"<html><script>alert(1)</script>"),
        ("a.jpg", picture("PNG")),
        ("a.html", picture("PNG")),
        ("a.png", header_only_png(60_000, 60_000)),
        ("a.png", header_only_png(7_000, 6_000)),
        ("a.png", picture("PNG")[:200]),
    ],
    ids=["svg", "svg-as-png", "html", "png-as-jpg", "as-html", "bomb", "large", "cut"],
)
def test_what_is_no_picture_is_refused(cms, name, content):
    assert send(cms, "images", name, content).context["form"].errors["file"]
    assert not EditorialImage.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n\xff\x00"),
        ("a.bib", "@misc{a, title = {Größe}}".encode()),
        ("a.csv", b"a,b\r\n1,2\r\n"),
        ("a.txt", b"\xef\xbb\xbfwords\n"),
    ],
)
def test_a_document_is_taken_for_what_it_is(cms, name, content):
    assert send(cms, "documents", name, content, tags="").status_code == 302
    assert Document.objects.get().file_size == len(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.pdf", b"MZ\x90\x00 %PDF-1.7"),
        ("a.txt", b"MZ\x90\x00\x03"),
        ("a.csv", "Größe".encode("latin-1")),
        ("a.bib", b"\x89PNG\r\n\x1a\n"),
        ("a.html", b"<p>Words"),
        ("a.svg", b"<svg/>"),
        ("a.exe", b"MZ"),
    ],
)
def test_what_is_no_document_is_refused(cms, name, content):
    response = send(cms, "documents", name, content, tags="")
    assert response.context["form"].errors["file"]
    assert not Document.objects.exists()


def test_a_large_document_is_refused(cms):
    response = send(cms, "documents", "a.txt", b"a" * (20 * 1024 * 1024 + 1), tags="")
    assert "larger than 20 MB" in str(response.context["form"].errors["file"])
