"""Why a question to arXiv or Crossref brought no paper: each reason is a sentence."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

UNAVAILABLE = HTTPStatus.SERVICE_UNAVAILABLE
MINUTE = 60
MOST_SECONDS = 24 * 60 * MINUTE


class LookupFailed(Exception):
    """What the person who asked is told."""

    told = "{service} gave no answer that can be used."

    def __init__(self, service: str, **details: str) -> None:
        super().__init__(self.told.format(service=service, **details))


class NoSuchPaper(LookupFailed):
    """The service is well, and does not know the paper."""

    told = "{service} knows no paper of this name."


class Offline(LookupFailed):
    """No connection came about, or it broke."""

    told = "{service} can't be reached from here. Try again, or fill it in by hand."


class TooSlow(LookupFailed):
    """The time was up."""

    told = "{service} did not answer in time. Try again, or fill it in by hand."


class AskedTooOften(LookupFailed):
    """The service wants to be left alone for a while."""

    told = "{service} is asked too often just now. Try again {when}."


class Unwell(LookupFailed):
    """The service says that something is wrong, with us or with it."""

    told = "{service} answered with an error ({status}). Try again later."


class SentElsewhere(LookupFailed):
    """The service sends us to a host that we don't ask."""

    told = "{service} sent us to another address, which we don't follow."


class TooLong(LookupFailed):
    """The answer had not ended when the limit was reached."""

    told = "{service}'s answer is too long to be read. Try fewer at a time."


class Garbled(LookupFailed):
    """The answer is not what the service's documentation says."""

    told = "{service}'s answer can't be read: {reason}."


def refuse_status(service: str, status: int, headers: Mapping[str, str]) -> None:
    """Raise what a status other than 200 means."""
    if status == HTTPStatus.OK:
        return
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise NoSuchPaper(service)
    wait = headers.get("Retry-After", "")
    if status == HTTPStatus.TOO_MANY_REQUESTS or (status == UNAVAILABLE and wait):
        raise AskedTooOften(service, when=_when(wait))
    raise Unwell(service, status=str(status))


def _when(retry_after: str) -> str:
    """“in 30 seconds”, of a header that gives seconds or a date."""
    seconds = _seconds(retry_after.strip())
    if seconds is None or seconds > MOST_SECONDS:
        return "later"
    if seconds <= MINUTE:
        return f"in {max(1, seconds)} second{'s' if seconds > 1 else ''}"
    return f"in {-(-seconds // MINUTE)} minutes"


def _seconds(text: str) -> int | None:
    if text.isascii() and text.isdecimal():
        return int(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    return int((when.astimezone(UTC) - datetime.now(UTC)).total_seconds())
