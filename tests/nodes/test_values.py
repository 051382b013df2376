"""What the environment says of other machines is understood, or faulted in words."""

import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import storages
from config.databases import databases
from config.environment import (
    Bucket,
    address,
    addresses,
    bucket,
    cache_url,
    choice,
    number,
    replicas,
    value,
)

PRIMARY = "postgresql://site@db.example.org/reading"


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch):
    for name in ("DATABASE_URL", "REPLICA_URLS", "CACHE_URL", "MEDIA_STORAGE"):
        monkeypatch.delenv(name, raising=False)


def test_a_secret_may_come_as_a_file(monkeypatch, tmp_path):
    (tmp_path / "cache-url").write_text("redis://:secret@cache.example.org\n")
    monkeypatch.setenv("CACHE_URL_FILE", str(tmp_path / "cache-url"))
    assert cache_url() == "redis://:secret@cache.example.org"


def test_what_is_said_outright_goes_before_the_file(monkeypatch, tmp_path):
    monkeypatch.setenv("EMAIL_FROM", "ada@example.org")
    monkeypatch.setenv("EMAIL_FROM_FILE", str(tmp_path / "none"))
    assert value("EMAIL_FROM") == "ada@example.org"


def test_a_file_that_is_not_there_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY_FILE .*/none can't"):
        value("SECRET_KEY")


@pytest.mark.parametrize(
    "url",
    [
        "redis://cache.example.org",
        "redis://:p%40ss@127.0.0.1:6380/2",
        "rediss://ada:secret@cache.example.org:6379/0",
        "unix:///run/redis/redis.sock?db=1",
    ],
)
def test_the_cache_is_the_one_that_is_named(monkeypatch, url):
    monkeypatch.setenv("CACHE_URL", url)
    assert cache_url() == url


@pytest.mark.parametrize(
    "url",
    [
        "cache.example.org",
        "memcached://secret@localhost",
        "redis://",
        "redis://:secret@localhost:port",
        "unix://",
        "redis://[/secret",
    ],
)
def test_a_cache_that_is_none_is_told_without_its_password(monkeypatch, url):
    monkeypatch.setenv("CACHE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL") as refused:
        cache_url()
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "understood"),
    [
        ("s3://reading", Bucket("reading")),
        (
            "s3://reading/a/b/?endpoint=https://s3.example.org&region=eu-west-1",
            Bucket("reading", "a/b", "https://s3.example.org", "eu-west-1"),
        ),
    ],
)
def test_the_bucket_is_the_one_that_is_named(monkeypatch, url, understood):
    monkeypatch.setenv("MEDIA_STORAGE", url)
    assert bucket() == understood


@pytest.mark.parametrize(
    "url",
    [
        "reading",
        "s3://",
        "s3://Reading",
        "s3://reading?acl=public-read",
        "s3://a?region",
    ],
)
def test_a_bucket_that_is_none_is_faulted(monkeypatch, url):
    monkeypatch.setenv("MEDIA_STORAGE", url)
    with pytest.raises(ImproperlyConfigured, match="MEDIA_STORAGE"):
        bucket()


def test_missing_packages_for_buckets_are_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(storages, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"requirements-s3\.lock"):
        storages.s3(Bucket("reading"))


def test_replicas_are_read_only_and_waited_for_two_seconds(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", PRIMARY)
    monkeypatch.setenv(
        "REPLICA_URLS", "postgresql://r1/reading, postgresql://r2/reading"
    )
    named = databases(tmp_path / "db.sqlite3")
    assert list(named) == ["default", "replica-1", "replica-2"]
    assert named["default"]["HOST"] == "db.example.org"
    assert named["replica-2"]["HOST"] == "r2"
    assert named["replica-2"]["OPTIONS"]["connect_timeout"] == "2"
    assert "read_only=on" in named["replica-2"]["OPTIONS"]["options"]


def test_replicas_of_nothing_are_refused(monkeypatch):
    monkeypatch.setenv("REPLICA_URLS", "postgresql://r1/reading")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        replicas()


def test_a_replica_that_is_none_is_told_without_its_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", PRIMARY)
    monkeypatch.setenv(
        "REPLICA_URLS", f"{PRIMARY},mysql://ada:secret@localhost/reading"
    )
    with pytest.raises(ImproperlyConfigured, match="REPLICA_URLS") as refused:
        replicas()
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("said", ["none", "0", "-1", "1.5", "65536", "９"])
def test_a_number_out_of_bounds_is_quoted_back(monkeypatch, said):
    monkeypatch.setenv("PORT", said)
    with pytest.raises(ImproperlyConfigured, match="PORT must be a number from 1 to"):
        number("PORT", 8000, most=65535)


def test_a_word_of_a_few_is_read_in_any_case(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "Info")
    assert choice("LOG_LEVEL", "warning", ("info", "warning")) == "info"
    monkeypatch.setenv("LOG_LEVEL", "loud")
    with pytest.raises(ImproperlyConfigured, match="LOG_LEVEL must be one of info"):
        choice("LOG_LEVEL", "warning", ("info", "warning"))


def test_proxies_are_addresses(monkeypatch):
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "10.0.0.2, ::1")
    assert addresses("FORWARDED_ALLOW_IPS", "127.0.0.1") == ["10.0.0.2", "::1"]
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "proxy.example.org")
    with pytest.raises(ImproperlyConfigured, match="FORWARDED_ALLOW_IPS"):
        addresses("FORWARDED_ALLOW_IPS", "127.0.0.1")


def test_an_address_to_listen_on_is_one(monkeypatch):
    monkeypatch.setenv("BIND_ADDRESS", "::")
    assert address("BIND_ADDRESS", "127.0.0.1") == "[::]"
    monkeypatch.setenv("BIND_ADDRESS", "127.0.0.1,127.0.0.2")
    with pytest.raises(ImproperlyConfigured, match="BIND_ADDRESS must be one"):
        address("BIND_ADDRESS", "127.0.0.1")


@pytest.mark.parametrize("name", ["WEB_WORKERS", "BIND_ADDRESS", "LOG_LEVEL"])
def test_the_server_does_not_start_with_a_value_that_is_none(tmp_path, name):
    outcome = subprocess.run(
        [
            *(sys.executable, "-m", "gunicorn", "--check-config"),
            *("--config", "deploy/gunicorn.conf.py", "config.wsgi:application"),
        ],
        env={"PATH": "/usr/bin", "DATA_DIR": str(tmp_path), name: "many"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert outcome.returncode == 1
    assert outcome.stderr.startswith(f"{name} must be")
    assert "Traceback" not in outcome.stderr
