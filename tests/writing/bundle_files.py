"""Bundles as zip files, and how a person uploads them."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from home.models import User
from tests.writing.bundles.conftest import FRONT, REFERENCES, SOUND
from tests.writing.bundles.strategies import png
from writing.bundles.archives import pack
from writing.models import WritingIndexPage

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
    return pack(slug, {**FILES, "index.md": (front + body).encode(), **files})


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


def upload_to(
    client: Client, index: WritingIndexPage, person: User, data: bytes, **fields: Any
) -> str:
    """Post a zip file as a person; gives the page that answers."""
    client.force_login(person)
    file = SimpleUploadedFile("reviews.zip", data)
    address = f"/admin/reviews/import/{index.pk}/"
    response = client.post(address, {"file": file, **fields})
    assert response.status_code == 200
    return response.content.decode()
