"""Where a request comes from, as far as those in front of us vouch for it."""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

LOOPBACK = ("127.0.0.0/8", "::1")


def address_of(request: HttpRequest) -> str:
    """The address that the outermost proxy we believe was asked from."""
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [*filter(None, map(str.strip, passed)), request.META.get("REMOTE_ADDR", "")]
    # What stands before the last hop that nobody vouches for may be made up.
    outside = [hop for hop in hops if not is_believed(hop)]
    return outside[-1] if outside else hops[-1]


def is_believed(address: str) -> bool:
    """Whether the address is a proxy's of ours; a Unix socket's callers have none."""
    return not address or _is_within(address, tuple(settings.TRUSTED_PROXIES))


def is_from_inside(request: HttpRequest) -> bool:
    """Whether this machine or a proxy's network asks, and not for somebody else."""
    address = address_of(request)
    return is_believed(address) or _is_within(address, LOOPBACK)


@lru_cache(maxsize=1024)
def _is_within(address: str, networks: tuple[str, ...]) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return any(known in network for word in networks for network in _network(word))


def _network(word: str) -> Iterator[IPv4Network | IPv6Network]:
    """The network; none for “*”, since who believes everybody knows nobody."""
    with suppress(ValueError):
        yield ip_network(word, strict=False)
