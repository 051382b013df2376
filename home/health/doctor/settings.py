"""Whether the settings are fit for the public."""

from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.checks import ERROR, WARNING, run_checks

from home.health.doctor.examining import Finding, examines, fault, warning

# Django's own measure of a key, by security.W009.
SHORTEST_KEY = 50
FEWEST_SIGNS = 5
LOCAL_NAMES = {"127.0.0.1", "::1", "localhost"}


@examines("settings")
def fit_for_the_public() -> Iterator[Finding]:
    """Django's own checks, those for deployment where the public is served."""
    if settings.DEBUG:
        yield fault(
            "DEBUG is on: an error shows settings and source code to whoever meets it.",
            "Set DJANGO_SETTINGS_MODULE to config.settings.production, for the server "
            "and for the doctor (config.settings.local for a site on this machine).",
        )
    for message in run_checks(include_deployment_checks=is_public()):
        if message.level >= WARNING and not message.is_silenced():
            level = fault if message.level >= ERROR or is_public() else warning
            yield level(
                f"{message.id}: {message.msg}", message.hint or "See docs/deploy.md."
            )


@examines("secret key")
def key_is_strong() -> Iterator[Finding]:
    """By its length and its signs; which key it is, is told to nobody."""
    key = str(settings.SECRET_KEY)
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS:
        yield fault(
            f"SECRET_KEY is weak: it has {len(key)} signs, {len(set(key))} different "
            "ones. Who guesses it can sign in as anybody.",
            "Set SECRET_KEY to 50 signs or more that nobody chose: python3 -c "
            "'import secrets; print(secrets.token_urlsafe(64))'.",
        )


@examines("address")
def address_is_the_readers() -> Iterator[Finding]:
    """PUBLIC_URL and ALLOWED_HOSTS agree, over HTTPS."""
    address = readers_address()
    host = address.hostname or ""
    if "*" in settings.ALLOWED_HOSTS:
        yield fault(
            "ALLOWED_HOSTS has “*”: links in mail can be made to lead elsewhere.",
            "Name the hosts that readers use in ALLOWED_HOSTS.",
        )
    elif host not in settings.ALLOWED_HOSTS:
        yield fault(
            f"PUBLIC_URL names the host {host}, which ALLOWED_HOSTS lacks: readers who "
            "follow a link are turned away.",
            f"Add {host} to ALLOWED_HOSTS.",
        )
    if host in LOCAL_NAMES:
        yield warning(
            f"The site's address is {address.geturl()}: only this machine can read it.",
            "For the public set PUBLIC_URL, and DJANGO_SETTINGS_MODULE to "
            "config.settings.production.",
        )
    elif address.scheme != "https":
        yield fault(
            f"The site's address is {address.geturl()}: passwords and drafts travel "
            "in the open.",
            "Serve the site over TLS, and have PUBLIC_URL begin with https://.",
        )


@examines("mail")
def mail_is_sent() -> Iterator[Finding]:
    """Where mail goes; the server itself is not asked."""
    if "console" in settings.EMAIL_BACKEND and is_public():
        yield warning(
            "Mail is printed and not sent: nobody gets a new password or is told of "
            "work that waits.",
            "Set EMAIL_URL to a mail server, as docs/deploy.md has it.",
        )
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost") and is_public():
        yield warning(
            f"Mail comes from {settings.DEFAULT_FROM_EMAIL}, which servers refuse.",
            "Set EMAIL_FROM to an address of your own.",
        )


def is_public() -> bool:
    """Whether others than this machine are served."""
    return readers_address().hostname not in LOCAL_NAMES


def readers_address() -> SplitResult:
    """PUBLIC_URL, which the settings for development don't have."""
    return urlsplit(
        getattr(settings, "PUBLIC_URL", "") or settings.WAGTAILADMIN_BASE_URL
    )
