"""The environment, read in one place; a fault is a sentence naming the variable."""

import os
import re
import secrets
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# What S3 allows: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
BUCKET_NAME = r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
PROJECT = Path(__file__).resolve().parent.parent


def value(name: str, default: str = "") -> str:
    """What a variable says, or the file that NAME_FILE names: secrets come as files."""
    said = os.environ.get(name, "").strip()
    path = os.environ.get(f"{name}_FILE", "").strip()
    if said or not path:
        return said or default
    try:
        return Path(path).read_text().strip() or default
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{name}_FILE {path} can't be read: {reason(error)}."
        ) from error


def reason(error: Exception) -> str:
    """What the system says of a fault, in its own words."""
    return getattr(error, "strerror", None) or str(error)


def required(name: str) -> str:
    """The value of a variable that the site can't start without."""
    said = value(name)
    if not said:
        raise ImproperlyConfigured(f"{name} is not set: see docs/deploy.md.")
    return said


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    parts = (part.strip() for part in value(name, default).split(","))
    return [part for part in parts if part]


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


def addresses(name: str, default: str) -> list[str]:
    """A comma-separated list of IP addresses."""
    listed = words(name, default)
    for said in listed:
        try:
            ip_address(said)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} must be made of IP addresses such as 10.0.0.2: {error}."
            ) from error
    return listed


def address(name: str, default: str) -> str:
    """One IP address, as it stands before a port."""
    listed = addresses(name, default)
    if len(listed) != 1:
        raise ImproperlyConfigured(f"{name} must be one IP address.")
    return f"[{listed[0]}]" if ":" in listed[0] else listed[0]


def data_directory() -> Path:
    """Where the database, uploads and the generated key live; made when missing."""
    directory = Path(value("DATA_DIR") or PROJECT / "var").resolve()
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
    url = value(name, default).rstrip("/")
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
    url = value("EMAIL_URL", default)
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
    url = value("DATABASE_URL")
    return server("DATABASE_URL", url) if url else {}


def replicas() -> list[dict[str, str]]:
    """What REPLICA_URLS says of each server that follows that of DATABASE_URL."""
    urls = words("REPLICA_URLS")
    if urls and not value("DATABASE_URL"):
        raise ImproperlyConfigured(
            "REPLICA_URLS names servers that follow another, so DATABASE_URL must "
            "name that one."
        )
    return [server("REPLICA_URLS", url) for url in urls]


def server(name: str, url: str) -> dict[str, str]:
    """A PostgreSQL server, by libpq's names."""
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
            f"{name} must be such as postgresql://user:password@host:5432/name "
            "or postgresql:///name?host=/run/postgresql (see docs/deploy.md)."
        )
    return said


def cache_url() -> str:
    """The Redis server that CACHE_URL names, as redis-py has it; empty for none."""
    url = value("CACHE_URL")
    try:
        parts = urlsplit(url)
        place = {
            "redis": parts.hostname,
            "rediss": parts.hostname,
            "unix": parts.path,
        }.get(parts.scheme)
        _ = parts.port
    except ValueError:
        place = None
    if url and not place:
        # The value may hold a password, so it is not repeated.
        raise ImproperlyConfigured(
            "CACHE_URL must be such as redis://:password@cache.example.org:6379/0, "
            "rediss://… or unix:///run/redis/redis.sock (see docs/configuration.md)."
        )
    return url


class Bucket(NamedTuple):
    """Where an S3-compatible service keeps uploads."""

    name: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""


def bucket() -> Bucket | None:
    """What MEDIA_STORAGE says: s3://bucket/prefix?endpoint=https://…&region=…"""
    url = value("MEDIA_STORAGE")
    if not url:
        return None
    try:
        parts = urlsplit(url)
        said = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        if parts.scheme == "s3" and re.fullmatch(BUCKET_NAME, parts.netloc):
            return Bucket(parts.netloc, unquote(parts.path).strip("/"), **said)
    except (TypeError, ValueError):
        pass
    raise ImproperlyConfigured(
        "MEDIA_STORAGE must be such as s3://bucket/prefix?region=eu-west-1 or "
        "s3://bucket?endpoint=https://s3.example.org, with nothing else in it."
    )


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
