"""A site that lacks something it needs does not start, and says what."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.databases import postgresql
from config.environment import database, kept_secret, mail, public_url, words


def production(tmp_path, **variables):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={
            **kept,
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "PUBLIC_URL"])
def test_production_without_a_value_stops_and_names_it(tmp_path, missing):
    given = {"SECRET_KEY": "k" * 60, "PUBLIC_URL": "https://example.org"}
    del given[missing]
    outcome = production(tmp_path, **given)
    assert outcome.returncode != 0
    assert missing in outcome.stderr.splitlines()[-1]


def test_production_with_its_values_passes_the_deployment_checks(tmp_path):
    secret = "a-b_c.d" * 10
    outcome = production(tmp_path, SECRET_KEY=secret, PUBLIC_URL="https://example.org")
    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "https://"])
def test_an_address_that_is_none_is_quoted_back(monkeypatch, address):
    monkeypatch.setenv("PUBLIC_URL", address)
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_URL"):
        public_url()


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25, "", "", False, False)),
        ("smtps://mail.example.org", ("mail.example.org", 465, "", "", False, True)),
        (
            "smtp+tls://ada:p%40ss%2Fword@mail.example.org:2525",
            ("mail.example.org", 2525, "ada", "p@ss/word", True, False),
        ),
    ],
)
def test_mail_leaves_through_the_server_that_is_named(monkeypatch, url, server):
    monkeypatch.setenv("EMAIL_URL", url)
    assert mail("console:")[1:] == server


@pytest.mark.parametrize("url", ["mail.example.org", "smtp://", "smtp://secret@x:y"])
def test_a_mail_server_that_is_none_is_told_without_its_password(monkeypatch, url):
    monkeypatch.setenv("EMAIL_URL", url)
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL") as refused:
        mail("console:")
    assert "secret" not in str(refused.value)


def test_without_a_server_mail_is_printed(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert mail("console:").backend.endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "postgresql://ada:p%40ss%2Fword@db.example.org:5433/reading?sslmode=require",
            {
                "dbname": "reading",
                "user": "ada",
                "password": "p@ss/word",
                "host": "db.example.org",
                "port": "5433",
                "sslmode": "require",
            },
        ),
        (
            "postgres:///reading?host=/run/postgresql",
            {
                "dbname": "reading",
                "user": "",
                "password": "",
                "host": "/run/postgresql",
                "port": "",
            },
        ),
    ],
)
def test_the_database_is_the_one_that_is_named(monkeypatch, url, said):
    monkeypatch.setenv("DATABASE_URL", url)
    assert database() == said
    settings = postgresql(**said)
    assert settings["NAME"] == "reading"
    assert settings["HOST"] == said["host"]
    assert settings["OPTIONS"] == ({"sslmode": "require"} if "sslmode" in said else {})


@pytest.mark.parametrize(
    "url",
    [
        "reading",
        "mysql://ada:secret@localhost/reading",
        "postgresql://ada:secret@localhost",
        "postgresql://ada:secret@localhost:port/reading",
        "postgresql://ada:secret@localhost/reading?sslmode",
        "postgresql://[/secret",
    ],
)
def test_a_database_that_is_none_is_told_without_its_password(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refused:
        database()
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("url", [None, "", " "])
def test_without_a_server_the_database_is_a_file(monkeypatch, url):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if url is not None:
        monkeypatch.setenv("DATABASE_URL", url)
    assert database() == {}


def test_a_list_is_read_without_its_blanks(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", " example.org, www.example.org ,")
    assert words("ALLOWED_HOSTS") == ["example.org", "www.example.org"]


def test_a_generated_key_is_kept_and_readable_by_its_owner_alone(tmp_path):
    path = tmp_path / "secret-key"
    assert kept_secret(path) == kept_secret(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_one_key(tmp_path):
    path = tmp_path / "secret-key"
    code = (
        "import sys; from pathlib import Path;"
        "from config.environment import kept_secret;"
        "print(kept_secret(Path(sys.argv[1])))"
    )

    def start(_):
        return subprocess.run(
            [sys.executable, "-c", code, str(path)],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(start, range(4)))) == 1
