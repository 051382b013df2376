"""Asks servers whether an address is still there, as a polite guest.

One request a host at a time, with a pause before the next; HEAD first, and the body of
an answer is never read. A host that asks to be left alone is left alone.
"""

import asyncio
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import groupby
from urllib.parse import urljoin, urlsplit

import httpx

from writing.link_checks.networks import Network, NotPublic, public_address
from writing.link_checks.outcomes import (
    REDIRECTS,
    TOO_MANY,
    Kind,
    Outcome,
    judged,
)

HOSTS_AT_ONCE = 8
LAST_PORT = 65535
# A host's name may be one that no resolver takes, which is a `ValueError`.
FAULTS = (httpx.HTTPError, httpx.InvalidURL, NotPublic, OSError, ValueError)


@dataclass(frozen=True)
class Manners:
    """How the guest behaves."""

    agent: str
    pause: float = 1.0
    deadline: float = 10.0
    redirects: int = 5
    allowed: list[Network] = field(default_factory=list)


class Unreachable(Exception):
    """There was no sound answer; the message says why."""


class LeftAlone(Exception):
    """The host asked to be left alone."""


def visit_all(
    urls: Iterable[str], manners: Manners, tell: Callable[[str, Outcome], None]
) -> None:
    """Visit each address once and `tell` how it went.

    Nothing is told of an address whose host asked to be left alone before its turn.
    """
    asyncio.run(_visit_all(urls, manners, tell))


async def _visit_all(
    urls: Iterable[str], manners: Manners, tell: Callable[[str, Outcome], None]
) -> None:
    async with httpx.AsyncClient(
        # The connection is made to an address that was looked at, by no proxy; none is
        # kept, since two hosts may share an address.
        trust_env=False,
        follow_redirects=False,
        timeout=manners.deadline,
        limits=httpx.Limits(max_keepalive_connections=0),
        headers={"User-Agent": manners.agent, "Accept": "*/*", "Connection": "close"},
    ) as client:
        guest = Guest(client, manners)
        some = asyncio.Semaphore(HOSTS_AT_ONCE)

        async def visit_host(below: list[str]) -> None:
            async with some:
                for url in below:
                    if outcome := await guest.visit(url):
                        tell(url, outcome)

        async with asyncio.TaskGroup() as tasks:
            for _, group in groupby(sorted(urls, key=_host), key=_host):
                tasks.create_task(visit_host(list(group)))


class Guest:
    """Visits addresses, one request a host at a time."""

    def __init__(self, client: httpx.AsyncClient, manners: Manners) -> None:
        self.client = client
        self.manners = manners
        self.turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.asked_at: dict[str, float] = {}
        self.left: set[str] = set()

    async def visit(self, url: str) -> Outcome | None:
        """How it stands with an address; None when its host is to be left alone."""
        try:
            status = await self._follow("HEAD", url)
            # Some servers know no HEAD, or answer it otherwise.
            if status >= HTTPStatus.BAD_REQUEST and status != TOO_MANY:
                status = await self._follow("GET", url)
        except LeftAlone:
            return None
        except Unreachable as error:
            return Outcome(Kind.BROKEN, str(error))
        return judged(status)

    async def _follow(self, method: str, url: str) -> int:
        """The status at the end of the redirects from an address."""
        for _ in range(self.manners.redirects + 1):
            response = await self._ask(method, url)
            where = response.headers.get("Location")
            if response.status_code not in REDIRECTS or not where:
                return response.status_code
            url = _joined(url, where)
        raise Unreachable(f"It redirects more than {self.manners.redirects} times.")

    async def _ask(self, method: str, text: str) -> httpx.Response:
        """One request, in its host's turn; the response is closed, its body unread."""
        url = _web_address(text)
        async with self.turns[url.host]:
            if url.host in self.left:
                raise LeftAlone(url.host)
            await self._wait_for(url.host)
            try:
                async with asyncio.timeout(self.manners.deadline):
                    response = await self._send(method, url)
            except FAULTS as error:
                raise Unreachable(_sentence(error, url, self.manners)) from error
            finally:
                self.asked_at[url.host] = time.monotonic()
            if _asks_to_wait(response):
                self.left.add(url.host)
            return response

    async def _wait_for(self, host: str) -> None:
        if host in self.asked_at:
            since = time.monotonic() - self.asked_at[host]
            await asyncio.sleep(max(0, self.manners.pause - since))

    async def _send(self, method: str, url: httpx.URL) -> httpx.Response:
        port = url.port or (443 if url.scheme == "https" else 80)
        host = url.raw_host.decode()
        address = await public_address(host, port, self.manners.allowed)
        request = self.client.build_request(
            method,
            url.copy_with(host=address, userinfo=b"", fragment=None),
            headers={"Host": url.netloc.decode()},
            extensions={"sni_hostname": host},
        )
        response = await self.client.send(request, stream=True)
        await response.aclose()
        return response


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _joined(url: str, where: str) -> str:
    try:
        return urljoin(url, where)
    except ValueError as error:
        raise Unreachable("It redirects to what is no address.") from error


def _web_address(text: str) -> httpx.URL:
    """The address, of the web; raises `Unreachable` for another."""
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise Unreachable("It can't be read as an address.") from error
    if (url.port or 0) > LAST_PORT:
        raise Unreachable(f"There is no port {url.port}.")
    if url.scheme not in ("http", "https") or not url.host:
        raise Unreachable("It leads to what is no address of the web.")
    return url


def _asks_to_wait(response: httpx.Response) -> bool:
    status = response.status_code
    busy = status == HTTPStatus.SERVICE_UNAVAILABLE
    return status == TOO_MANY or (busy and "Retry-After" in response.headers)


def _sentence(error: Exception, url: httpx.URL, manners: Manners) -> str:
    """What went wrong, for an editor."""
    host = url.host[:100]
    if isinstance(error, NotPublic):
        return f"It leads to a private network: {host}."
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return f"There was no answer within {manners.deadline:g} seconds."
    if isinstance(error, socket.gaierror | ValueError):
        return f"There is no such host: {host}."
    if "CERTIFICATE" in str(error) or isinstance(error.__cause__, ssl.SSLError):
        return f"The certificate of {host} can't be trusted."
    if isinstance(error, httpx.ConnectError):
        return f"No connection to {host} could be made."
    return f"{host} did not answer as a web server does."
