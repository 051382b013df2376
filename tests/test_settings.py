"""A site that lacks something it needs does not start, and says what."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import kept_secret, public_url, words


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
