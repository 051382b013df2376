"""arXiv and Crossref, asked for what they know of papers.

The time is limited as a whole: finding the host, connecting, and an answer that drips
in byte by byte all count. Nothing is asked of any other host, an answer is read up to
a limit, and whatever goes wrong is a sentence.
"""

import asyncio
import zlib
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

import httpx

from writing.bibliography import arxiv, crossref
from writing.bibliography.answers import (
    Garbled,
    LookupFailed,
    NoSuchPaper,
    Offline,
    SentElsewhere,
    TooLong,
    TooSlow,
    refuse_status,
)
from writing.bibliography.works import Work

SECONDS = 5.0
MAX_BYTES = 2_000_000
MAX_REDIRECTS = 2
# Crossref asks for no more at a time.
CROSSREF_AT_ONCE = 3
GZIP_OR_DEFLATE = 47

T = TypeVar("T")
Answers = dict[str, Work | LookupFailed]


@dataclass(frozen=True)
class Services:
    """Where the two are, and who we say that we are."""

    arxiv: str
    crossref: str
    agent: str


def look_up(identifiers: Iterable[str], services: Services) -> Answers:
    """What is known of each `arXiv:…` and `doi:…`, or why nothing is."""
    return _run(_look_up(list(dict.fromkeys(identifiers)), services))


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run it to its end.

    `asyncio.run` would wait for a search of the host's address that was given up.
    """
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


async def _look_up(identifiers: list[str], services: Services) -> Answers:
    names = [name for name in identifiers if name.startswith("arXiv:")]
    dois = [name for name in identifiers if name.startswith("doi:")]
    headers = {"User-Agent": services.agent, "Accept-Encoding": "gzip, identity"}
    async with httpx.AsyncClient(headers=headers, timeout=SECONDS) as client:
        turn = asyncio.Semaphore(CROSSREF_AT_ONCE)
        questions = (_ask_crossref(client, services.crossref, d, turn) for d in dois)
        many, each = await asyncio.gather(
            _ask_arxiv(client, services.arxiv, names), asyncio.gather(*questions)
        )
    return {**many, **dict(zip(dois, each, strict=True))}


async def _ask_arxiv(client: httpx.AsyncClient, base: str, names: list[str]) -> Answers:
    """All at once: arXiv wants few requests, and takes a list."""
    if not names:
        return {}
    url = httpx.URL(base).copy_merge_params(
        {
            "id_list": ",".join(name.removeprefix("arXiv:") for name in names),
            "max_results": str(len(names)),
        }
    )
    try:
        async with asyncio.timeout(SECONDS):
            data = await _fetch(client, url, "arXiv")
        works = _understood(lambda: arxiv.read_feed(data, names), "arXiv")
    except (TimeoutError, LookupFailed) as error:
        return dict.fromkeys(names, _failure(error, "arXiv"))
    return {name: works.get(name) or NoSuchPaper("arXiv") for name in names}


async def _ask_crossref(
    client: httpx.AsyncClient, base: str, doi: str, turn: asyncio.Semaphore
) -> Work | LookupFailed:
    name = quote(doi.removeprefix("doi:"), safe="")
    url = httpx.URL(f"{base.rstrip('/')}/works/{name}")
    try:
        async with asyncio.timeout(SECONDS), turn:
            data = await _fetch(client, url, "Crossref")
        return _understood(lambda: crossref.read_work(data), "Crossref")
    except (TimeoutError, LookupFailed) as error:
        return _failure(error, "Crossref")


def _failure(error: Exception, service: str) -> LookupFailed:
    return error if isinstance(error, LookupFailed) else TooSlow(service)


def _understood(read: Callable[[], T], service: str) -> T:
    try:
        return read()
    except ValueError as error:
        raise Garbled(service, reason=str(error).rstrip(".")) from error


async def _fetch(client: httpx.AsyncClient, url: httpx.URL, service: str) -> bytes:
    """The body of the answer, of this host and no other."""
    try:
        for _ in range(MAX_REDIRECTS + 1):
            async with client.stream("GET", url) as response:
                if not response.has_redirect_location:
                    refuse_status(service, response.status_code, response.headers)
                    return await _body(response, service)
                target = response.next_request
            if target is None or _origin(target.url) != _origin(url):
                break
            url = target.url
    except httpx.TimeoutException as error:
        raise TooSlow(service) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Offline(service) from error
    raise SentElsewhere(service)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


async def _body(response: httpx.Response, service: str) -> bytes:
    """What is read stays below the limit, and so does what it unpacks to."""
    encoding = response.headers.get("Content-Encoding", "identity")
    packed = encoding.strip().lower() != "identity"
    unpack = zlib.decompressobj(GZIP_OR_DEFLATE)
    data = b""
    async for chunk in response.aiter_raw():
        try:
            data += unpack.decompress(chunk, MAX_BYTES) if packed else chunk
        except zlib.error as error:
            raise Garbled(service, reason="it is packed in another way") from error
        if len(data) > MAX_BYTES or unpack.unconsumed_tail:
            raise TooLong(service)
    return data
