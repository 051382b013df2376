"""Who sends a form, known for a day only, and where the form was sent from."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.security.remote_addresses import address_of, network_of


def sender_of(request: HttpRequest) -> str:
    """A keyed digest of the sender's network and the day, to count by."""
    text = f"{timezone.localdate():%Y-%m-%d} {network_of(address_of(request))}"
    return salted_hmac("writing.sender", text, algorithm="sha256").hexdigest()


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
