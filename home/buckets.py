"""Uploads in an S3-compatible bucket that nobody but the site can read."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class MediaStorage(S3Storage):
    """Pictures and documents, under the same addresses of the site as on its disk."""

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))


class PrivateStorage(S3Storage):
    """Copies of papers, which are not ours to show."""

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        """Raise what Django raises of a file that no address leads to."""
        raise ValueError("This file is not accessible via a URL.")
