"""Bundles as zip files, and how a person uploads them."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from home.models import User
from tests.writing.bundles.conftest import FRONT, REFERENCES, SOUND
from tests.writing.bundles.strategies import png
from writing.bundles.archives import pack
from writing.models import BundleUpload, WritingIndexPage

FILES = {"index.md": (FRONT + SOUND).encode(), "references.bib": REFERENCES.encode()}
SERIES = "- slug: path\n  title: A path\n  reviews: [kafka]\n"
FIGURE = """
:::{figure} flow.png
:label: flow
:alt: A flow.
:credit: Ours.
:licence: own

How it flows.
:::
"""


def bundle(
    slug: str = "kafka", front: str = FRONT, body: str = SOUND, **files: bytes
) -> bytes:
    """A zip file of a review, by default one that can be published."""
    named = {**FILES, "index.md": (front + body).encode(), **files}
    return b"".join(pack((f"{slug}/{name}", named[name]) for name in sorted(named)))


WITH_PICTURE = bundle(body=SOUND + FIGURE, **{"flow.png": png()})


def zip_of(files: dict[str, bytes | str]) -> bytes:
    """A zip file of these files, by path."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def with_series(text: str = SERIES) -> bytes:
    """A zip file of a review and a series of it."""
    files = {f"kafka/{name}": content for name, content in FILES.items()}
    return zip_of({**files, "series.yaml": text})


TICKET = re.compile(r'name="take" value="([^"]+)"')


def upload_to(
    client: Client, index: WritingIndexPage, person: User, data: bytes, **fields: Any
) -> str:
    """Upload a file as a person and import all of it; gives the pages that answer."""
    page = plan_of(client, index, person, data, **fields)
    tickets = TICKET.findall(page)
    if not tickets:
        return page
    upload = BundleUpload.objects.get(user=person)
    address = f"/admin/reviews/import/{index.pk}/{upload.pk}/"
    response = client.post(address, {"take": tickets}, follow=True)
    return page + response.content.decode()


def plan_of(
    client: Client, index: WritingIndexPage, person: User, data: bytes, **fields: Any
) -> str:
    """Upload a file as a person; gives the page that says what would change."""
    client.force_login(person)
    name = fields.pop("name", "reviews.zip")
    file = SimpleUploadedFile(name, data)
    address = f"/admin/reviews/import/{index.pk}/"
    response = client.post(address, {"file": file, **fields}, follow=True)
    assert response.status_code == 200
    return response.content.decode()
