"""Where a request came from, as far as proxies that are believed tell."""

from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# Who has an IPv6 address has this much of a network besides.
OWN_NETWORK = 64


def address_of(request: HttpRequest) -> str:
    """The address that the outermost proxy we believe was asked from."""
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [*filter(None, map(str.strip, passed)), request.META.get("REMOTE_ADDR", "")]
    believed = settings.TRUSTED_PROXIES
    # What stands before the last hop that nobody vouches for may be made up.
    outside = [hop for hop in hops if hop not in believed]
    return outside[-1] if outside else hops[-1]


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
