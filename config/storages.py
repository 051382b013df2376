"""What Django is told of each place where uploads are kept."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.environment import Bucket

Storages = dict[str, dict[str, Any]]


def files(directory: Path) -> Storages:
    """Folders of this machine."""
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        # Copies of papers, which are not ours to show: no address leads there.
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": directory / "private",
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        },
    }


def s3(bucket: Bucket) -> Storages:
    """A bucket that only the site reads, with two folders in it."""
    if not (find_spec("boto3") and find_spec("storages")):
        raise ImproperlyConfigured(
            "MEDIA_STORAGE names a bucket, and the packages for it are missing: "
            "deploy/environment requirements.lock requirements-s3.lock installs them."
        )
    return {
        "default": {
            "BACKEND": "home.buckets.MediaStorage",
            "OPTIONS": folder(bucket, "media"),
        },
        "private": {
            "BACKEND": "home.buckets.PrivateStorage",
            "OPTIONS": folder(bucket, "private"),
        },
    }


def folder(bucket: Bucket, name: str) -> dict[str, Any]:
    """Where django-storages finds a folder of the bucket."""
    return {
        "bucket_name": bucket.name,
        "location": f"{bucket.prefix}/{name}".lstrip("/"),
        "endpoint_url": bucket.endpoint or None,
        "region_name": bucket.region or None,
    }
