"""The environment, read in one place; a fault is a sentence naming the variable."""

import os
import re
import secrets
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parent.parent


def required(name: str) -> str:
    """The value of a variable that the site can't start without."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: see docs/deploy.md.")
    return value


def value(name: str, default: str = "") -> str:
    """What a variable says."""
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int, most: int) -> int:
    """A whole number from 1 on."""
    said = value(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", said) or not 1 <= int(said) <= most:
        raise ImproperlyConfigured(
            f"{name} must be a number from 1 to {most}, not {said!r}."
        )
    return int(said)


def choice(name: str, default: str, among: tuple[str, ...]) -> str:
    """One word of a few, in whatever case it was written."""
    said = value(name, default).lower()
    if said not in among:
        raise ImproperlyConfigured(
            f"{name} must be one of {', '.join(among)}, not {said!r}."
        )
    return said


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part]


def data_directory() -> Path:
    """Where the database, uploads and the generated key live; made when missing."""
    directory = Path(os.environ.get("DATA_DIR") or PROJECT / "var").resolve()
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR {directory} can't be used: {error.strerror}."
        ) from error
    return directory


def public_url(default: str = "") -> str:
    """The address readers use, without a trailing slash."""
    return web_address("PUBLIC_URL", default)


def web_address(name: str, default: str = "") -> str:
    """An address, without a trailing slash."""
    url = (os.environ.get(name) or default).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} must be an address such as https://example.org, not {url!r}."
        )
    return url


class Mail(NamedTuple):
    """How mail leaves: for Django's settings of the same names."""

    backend: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


# What stands before the host in EMAIL_URL, and the usual port.
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(default: str) -> Mail:
    """The mail server that EMAIL_URL names: smtp+tls://user:password@host:587.

    `console:` prints mail instead of sending it.
    """
    url = os.environ.get("EMAIL_URL", "").strip() or default
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme == "console":
        return Mail("django.core.mail.backends.console.EmailBackend")
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        # The value may hold a password, so it is not repeated.
        raise ImproperlyConfigured(
            "EMAIL_URL must be such as smtp+tls://user:password@mail.example.org:587, "
            "smtps://… or console: (see docs/deploy.md)."
        )
    return Mail(
        "django.core.mail.backends.smtp.EmailBackend",
        parts.hostname,
        port or MAIL_PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+tls",
        use_ssl=parts.scheme == "smtps",
    )


def database() -> dict[str, str]:
    """What DATABASE_URL says, by libpq's names for it; empty when it is not set.

    Such as postgresql://user:password@host:5432/name?sslmode=require, or over a socket
    postgresql:///name?host=/run/postgresql.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return {}
    try:
        parts = urlsplit(url)
        said = {
            "dbname": unquote(parts.path.removeprefix("/")),
            "user": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "host": parts.hostname or "",
            "port": str(parts.port or ""),
            **dict(parse_qsl(parts.query, strict_parsing=bool(parts.query))),
        }
    except ValueError:
        said = {}
    if not said.get("dbname") or parts.scheme not in {"postgresql", "postgres"}:
        # The value may hold a password, so it is not repeated.
        raise ImproperlyConfigured(
            "DATABASE_URL must be such as postgresql://user:password@host:5432/name "
            "or postgresql:///name?host=/run/postgresql (see docs/deploy.md)."
        )
    return said


def kept_secret(path: Path) -> str:
    """The key kept in a file that only its owner can read; made on first use.

    The file is made complete and then linked into place, so that processes that
    start together agree on one key and none reads half of it.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
