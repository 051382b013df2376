"""Who sends a form, known for a day only, and where the form was sent from."""

from ipaddress import IPv4Address, ip_address, ip_network

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.callers import address_of

# Who has an IPv6 address has this much of a network besides.
OWN_NETWORK = 64


def sender_of(request: HttpRequest) -> str:
    """A keyed digest of the sender's network and the day, to count by."""
    text = f"{timezone.localdate():%Y-%m-%d} {network_of(address_of(request))}"
    return salted_hmac("writing.sender", text, algorithm="sha256").hexdigest()


def network_of(address: str) -> str:
    """The network that an address belongs to; for IPv4 the address itself."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv4Address):
        return str(known)
    return str(ip_network((known, OWN_NETWORK), strict=False))


def is_from_here(request: HttpRequest, *, nameless: bool = False) -> bool:
    """Whether the form stood on this site, as far as the browser tells.

    There is no cookie that a foreign page could use; but it could make its readers
    send what they never wrote. A page that lets no referrer go out is `nameless`: old
    browsers give its origin as “null”.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", own) in {own, *(["null"] * nameless)}
