"""A page as it is kept, and the answers that are made of it."""

import gzip
import hashlib
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import patch_vary_headers

# Beyond this, a page gains less than a hundredth and costs twice the time.
LEVEL = 6
# Smaller ones gain nothing; pictures are compressed already.
LEAST_PACKED = 200
# What is said anew of each answer.
OF_ONE_ANSWER = {"content-length", "etag", "server", "date"}
NOT_TO_BE_KEPT = {"no-store", "private", "no-cache"}


@dataclass(frozen=True)
class Entry:
    """The page that one address had in one state of the site."""

    state: str
    digest: str
    body: bytes
    is_packed: bool
    headers: tuple[tuple[str, str], ...]

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page as this client takes it. Each encoding has an ETag of its own."""
        body, tag, headers = self.body, self.digest, dict(self.headers)
        if self.is_packed and takes_gzip(request):
            tag += "-gzip"
            headers["Content-Encoding"] = "gzip"
        elif self.is_packed:
            body = gzip.decompress(body)
        headers["ETag"] = f'"{tag}"'
        headers["Content-Length"] = str(len(body))
        return HttpResponse(body, headers=headers)


def takes_gzip(request: HttpRequest) -> bool:
    """Whether Django's own compression would be used for this client."""
    return bool(re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))


def may_be_kept(response: HttpResponse) -> bool:
    """Whether a response is a whole page that everybody gets alike."""
    return (
        response.status_code == 200  # noqa: PLR2004
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and not NOT_TO_BE_KEPT & _words(response, "Cache-Control")
        and _words(response, "Vary") <= {"accept-encoding"}
    )


def _words(response: HttpResponse, header: str) -> set[str]:
    words = response.get(header, "").lower().split(",")
    return {word.partition("=")[0].strip() for word in words} - {""}


def entry_of(response: HttpResponse, state: str, former: Entry | None) -> Entry:
    """The entry for a response; what did not change is not compressed again."""
    body = response.content
    is_packed = len(body) >= LEAST_PACKED and not response.get(
        "Content-Type", ""
    ).startswith("image/")
    if is_packed:
        patch_vary_headers(response, ["Accept-Encoding"])
    digest = hashlib.blake2b(body, digest_size=16).hexdigest()
    if is_packed and former and former.is_packed and former.digest == digest:
        body = former.body
    elif is_packed:
        body = gzip.compress(body, LEVEL, mtime=0)
    headers = tuple(
        (name, value)
        for name, value in response.items()
        if name.lower() not in OF_ONE_ANSWER
    )
    return Entry(state, digest, body, is_packed, headers)
