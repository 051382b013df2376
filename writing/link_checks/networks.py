"""Which machines a link check may talk to: those of the public internet only.

Editors choose the addresses, and any server may redirect to another: neither may have
this machine ask for what only it can reach.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotPublic(Exception):
    """A host is on a private network, or on this machine."""


def networks(names: Iterable[str]) -> list[Network]:
    """Networks as settings name them."""
    return [ipaddress.ip_network(name) for name in names]


async def public_address(host: str, port: int, allowed: Iterable[Network]) -> str:
    """An address of the host to connect to.

    The connection must be made to just this address: a name that is asked for twice
    may lead elsewhere the second time. Raises `NotPublic` when any of the host's
    addresses is not public, and `OSError` when there is no such host.
    """
    loop = asyncio.get_running_loop()
    answers = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = [ipaddress.ip_address(answer[4][0]) for answer in answers]
    if not all(is_public(address, allowed) for address in found):
        raise NotPublic(host)
    return str(found[0])


def is_public(address: Address, allowed: Iterable[Network] = ()) -> bool:
    """Whether an address belongs to the public internet, or to an allowed network."""
    inner = _inner(address)
    if any(inner in network for network in allowed):
        return True
    return inner.is_global and not inner.is_multicast


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, where it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
