"""What the answer to a visit says of an address."""

from enum import StrEnum
from http import HTTPStatus
from typing import NamedTuple

GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS
# Where a server sends one elsewhere.
REDIRECTS = {301, 302, 303, 307, 308}


class Kind(StrEnum):
    """How a visit ended."""

    WORKS = "works"
    # The server says that there is nothing there.
    GONE = "gone"
    # The server does not talk to machines; a person may well be let in.
    REFUSES = "refuses"
    # No sound answer: it may be back tomorrow.
    BROKEN = "broken"


class Outcome(NamedTuple):
    """How a visit ended, and why, in one sentence."""

    kind: Kind
    reason: str = ""


def judged(status: int) -> Outcome:
    """What an HTTP status says."""
    if status < HTTPStatus.BAD_REQUEST:
        return Outcome(Kind.WORKS)
    said = f"The server answered {status}{_phrase(status)}."
    if status in GONE:
        return Outcome(Kind.GONE, said)
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Outcome(Kind.REFUSES, said)
    return Outcome(Kind.BROKEN, said)


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase})"
    except ValueError:
        return ""
