"""Where a request came from, as far as proxies that are believed tell."""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Network,
    ip_address,
    ip_network,
)

from django.conf import settings
from django.http import HttpRequest

# Who has an IPv6 address has this much of a network besides.
OWN_NETWORK = 64
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


def network_of(address: str) -> str:
    """The network that an address belongs to; for IPv4 the address itself."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv4Address):
        return str(known)
    return str(ip_network((known, OWN_NETWORK), strict=False))


def countable_address(request: HttpRequest) -> str | None:
    """The first address of the sender's network, or nothing where none is known."""
    network = network_of(address_of(request)).partition("/")[0]
    try:
        return str(ip_address(network))
    except ValueError:
        return None


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
