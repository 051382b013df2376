"""The icons of the site and the manifest that names them."""

from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from home.models import SiteSettings

LARGEST = 5_000


def test_the_favicon_is_served_at_its_old_address(client, db):
    response = client.get("/favicon.ico")
    assert response["Content-Type"] == "image/x-icon"
    assert response["Cache-Control"] == "public, max-age=86400"
    sizes = Image.open(BytesIO(response.content)).info["sizes"]
    assert sizes == {(16, 16), (32, 32), (48, 48)}
    assert client.head("/favicon.ico").content == b""


def test_the_manifest_names_the_site_as_its_settings_do(client, site):
    SiteSettings.objects.update(site_name="Second Look", description="Read again.")
    response = client.get("/site.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    assert (manifest["name"], manifest["short_name"]) == ("Second Look", "Second Look")
    assert manifest["description"] == "Read again."
    assert (manifest["start_url"], manifest["lang"]) == ("/", "en-GB")
    assert manifest["theme_color"] == manifest["background_color"] == "#fcfcfa"


def test_the_icons_of_the_manifest_are_there_and_as_large_as_it_says(client, site):
    icons = client.get("/site.webmanifest").json()["icons"]
    for icon in icons:
        path = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(path) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "favicon.ico",
        "apple-touch-icon.png",
        "icon-192.png",
        "icon-512.png",
        "icon-maskable-512.png",
    ],
)
def test_an_icon_is_small(name):
    assert Path(finders.find(f"images/{name}")).stat().st_size < LARGEST


def test_the_touch_icon_has_its_size():
    with Image.open(finders.find("images/apple-touch-icon.png")) as image:
        assert image.size == (180, 180)
