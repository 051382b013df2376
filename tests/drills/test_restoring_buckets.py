"""Uploads go from a disk into a bucket by a backup, and from there onto a disk."""

import stat
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest

from tests.drills.conftest import nobodys
from tests.drills.sites import different
from tests.s3 import throw_away

pytestmark = pytest.mark.django_db

KEYS = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "secret"}
# Beside them are pictures that are drawn when somebody asks for them.
UPLOADS = ("media/images/", "media/original_images/", "private/")


@pytest.fixture(scope="module")
def service():
    """The address of a real S3 service."""
    with throw_away() as address:
        yield address


@pytest.fixture(scope="module")
def bucket(service):
    session = boto3.Session(*KEYS.values(), region_name="us-east-1")
    return session.resource("s3", endpoint_url=service).create_bucket(Bucket="reading")


@pytest.fixture(scope="module")
def in_the_bucket(bucket, service):
    """What a site is told that keeps its uploads there."""
    media = f"s3://reading/site?endpoint={service}&region=us-east-1"
    return {"MEDIA_STORAGE": media, **KEYS}


@pytest.fixture(scope="module")
def over_the_bucket(original, migrated, furnished, in_the_bucket, tmp_path_factory):
    """The small site on another machine, its uploads in the bucket."""
    data = tmp_path_factory.mktemp("over-a-bucket")
    machine = nobodys(migrated, furnished, data, **in_the_bucket)
    original.manage("backup", data / "from-disk")
    machine.manage("restore", data / "from-disk")
    return machine


def on_disk(data):
    """Each upload's bytes by its place."""
    files = (path for path in data.rglob("*") if path.is_file())
    named = {str(path.relative_to(data)): path.read_bytes() for path in files}
    return {name: named[name] for name in named if name.startswith(UPLOADS)}


def in_bucket(bucket):
    named = {one.key.removeprefix("site/"): one for one in bucket.objects.all()}
    return {
        name: one.get()["Body"].read()
        for name, one in named.items()
        if name.startswith(UPLOADS)
    }


def test_what_was_on_a_disk_is_in_the_bucket_and_on_no_disk(
    original, over_the_bucket, bucket
):
    uploads = on_disk(original.data)
    assert {f"{Path(name).parents[-2]}/" for name in uploads} == {"media/", "private/"}
    assert in_bucket(bucket) == uploads
    assert on_disk(over_the_bucket.data) == {}


def test_readers_are_shown_from_the_bucket_what_they_were_before(
    pages, over_the_bucket, bucket
):
    with over_the_bucket.served() as server:
        assert different(pages, server.pages()) == set()
        for name in in_bucket(bucket):
            shown = name.startswith("media/images/")
            assert server.get(f"/{name}")[0] == (200 if shown else 404), name


def test_nobody_reads_what_was_restored_past_the_site(over_the_bucket, bucket, service):
    for one in bucket.objects.all():
        with pytest.raises(HTTPError, match="403"):
            urlopen(f"{service}/reading/{one.key}", timeout=10)  # noqa: S310
        grants = one.Acl().grants
        assert [grant["Permission"] for grant in grants] == ["FULL_CONTROL"]


def test_what_was_in_the_bucket_is_on_a_disk_again(
    original, over_the_bucket, empty_machine, tmp_path
):
    over_the_bucket.manage("backup", tmp_path / "from-bucket")
    empty_machine.manage("restore", tmp_path / "from-bucket")
    assert on_disk(empty_machine.data) == on_disk(original.data)
    for copy in (empty_machine.data / "private").rglob("*.pdf"):
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
