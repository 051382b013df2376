"""Uploads in an S3-compatible bucket that nobody but the site can read."""

from typing import Any
from urllib.parse import urljoin

from botocore.config import Config
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class MediaStorage(S3Storage):
    """Pictures and documents, under the same addresses of the site as on its disk."""

    def get_default_settings(self) -> dict[str, Any]:
        """What is the same for all; Wagtail's tasks write down only what differs."""
        return {
            **super().get_default_settings(),
            "default_acl": "private",
            "file_overwrite": False,
            "client_config": client_config(),
        }

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))


class PrivateStorage(MediaStorage):
    """Copies of papers, which are not ours to show."""

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        """Raise what Django raises of a file that no address leads to."""
        raise ValueError("This file is not accessible via a URL.")


def client_config() -> Config:
    """How the service is asked: patiently for seconds, in words that all of them know.

    Others than Amazon's know neither its newer check sums nor a host for each bucket.
    """
    return Config(
        connect_timeout=2,
        read_timeout=10,
        retries={"mode": "standard", "total_max_attempts": 2},
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
