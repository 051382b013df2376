"""What Django is told of each place where uploads are kept."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.environment import Bucket, value

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
    """How django-storages reaches a folder of the bucket."""
    from botocore.config import Config  # noqa: PLC0415

    return {
        "bucket_name": bucket.name,
        "location": f"{bucket.prefix}/{name}".lstrip("/"),
        "endpoint_url": bucket.endpoint or None,
        "region_name": bucket.region or None,
        # Without these, boto3 looks where it usually does: a role, a shared file.
        "access_key": value("AWS_ACCESS_KEY_ID") or None,
        "secret_key": value("AWS_SECRET_ACCESS_KEY") or None,
        "default_acl": "private",
        "file_overwrite": False,
        "client_config": Config(
            connect_timeout=2,
            read_timeout=10,
            retries={"mode": "standard", "total_max_attempts": 2},
            signature_version="s3v4",
            # Services other than Amazon's know neither its names for hosts nor its
            # newer check sums.
            s3={"addressing_style": "path" if bucket.endpoint else "auto"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    }
