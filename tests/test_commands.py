"""What `make run` does on a machine that is ready for it, and on one that is not."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Timer
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from tests.servers import free_port

PROJECT = Path(__file__).resolve().parent.parent
PASSED_ON = ("HOME", "LANG", "PATH", "PIP_CERT", "PIP_CONFIG_FILE", "PIP_FIND_LINKS")
LONGEST_START = 150


def environment(**changes: str | Path) -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    given = {name: str(value) for name, value in changes.items()}
    return passed_on | {"VENV": sys.prefix} | given


def run(*command: str, **changes: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=PROJECT,
        env=environment(**changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST_START,
        check=False,
    )


def write_program(path: Path, script: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


class TestRefusals:
    def test_a_taken_port_is_named_in_one_sentence(self, tmp_path):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            ended = run("deploy/run", PORT=port, DATA_DIR=tmp_path / "data")
        assert ended.returncode == 1
        assert ended.stdout == ""
        assert ended.stderr == (
            f"Port {port} cannot be had (Address already in use):"
            " choose another, as in: make run PORT=8765\n"
        )

    @pytest.mark.parametrize("port", ["abc", "0", "65536", "80 81", "-1"])
    def test_a_port_is_a_number_from_1_to_65535(self, port, tmp_path):
        ended = run("make", "run", f"PORT={port}", f"DATA_DIR={tmp_path}")
        assert ended.returncode != 0
        assert ended.stderr.splitlines()[0] == (
            f"PORT={port} is not a port: it is a number from 1 to 65535."
        )

    def test_a_data_directory_that_cannot_be_made_is_named(self, tmp_path):
        (tmp_path / "file").touch()
        data = tmp_path / "file" / "data"
        ended = run("deploy/run", PORT=str(free_port()), DATA_DIR=data)
        assert ended.returncode == 1
        assert ended.stderr.startswith(f"DATA_DIR={data} cannot be written to: ")
        assert ended.stderr.count("\n") == 1

    def test_an_old_python_is_told_by_its_version(self, tmp_path):
        old = write_program(
            tmp_path / "python3", '[ "$1" = -V ] && echo "Python 3.9.2" || exit 1'
        )
        ended = run("deploy/run", PYTHON=old, DATA_DIR=tmp_path / "data")
        assert ended.returncode == 1
        assert ended.stderr == (
            "Close Reading needs Python 3.11 or newer, and this is Python 3.9.2:"
            " name another with PYTHON=.\n"
        )

    def test_a_python_without_its_venv_package_leaves_nothing_behind(self, tmp_path):
        # What Debian's python3 says and leaves when python3-venv isn't installed.
        debian = write_program(
            tmp_path / "bin" / "python3",
            f"""
            [ "$1 $2" = "-m venv" ] || exec "{sys.executable}" "$@"
            mkdir -p "$3/bin" && touch "$3/pyvenv.cfg"
            echo "The virtual environment was not created successfully because"
            echo "ensurepip is not available."
            exit 1""",
        )
        venv = tmp_path / "venv"
        ended = run("deploy/environment", PYTHON=debian, VENV=venv)
        assert ended.returncode == 1
        assert "install the package python3-venv" in ended.stderr
        assert ended.stderr.count("\n") == 1
        assert not venv.exists()

    def test_a_directory_that_is_no_environment_is_left_alone(self, tmp_path):
        (tmp_path / "letters").touch()
        ended = run("deploy/environment", VENV=tmp_path)
        assert ended.returncode == 1
        assert "holds something that is no virtual environment" in ended.stderr
        assert (tmp_path / "letters").exists()


@pytest.fixture(scope="module")
def venv(tmp_path_factory) -> Path:
    """An environment whose making was cut short, and then begun again."""
    venv = tmp_path_factory.mktemp("an environment") / "venv"
    venv.mkdir()
    (venv / ".unfinished").touch()
    (venv / "half-made").touch()
    assert run("deploy/environment", VENV=venv).returncode == 0
    return venv


class TestInstalling:
    def test_an_environment_cut_short_is_made_anew(self, venv):
        assert (venv / "bin" / "python").exists()
        assert not (venv / "half-made").exists()

    def write_lock(self, directory: Path) -> Path:
        """A package of one empty module and the lock file that names it."""
        directory.mkdir()
        wheel = directory / "emptiness-1-py3-none-any.whl"
        info = "emptiness-1.dist-info"
        files = {
            "emptiness.py": "",
            f"{info}/METADATA": "Metadata-Version: 2.1\nName: emptiness\nVersion: 1\n",
            f"{info}/WHEEL": (
                "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            ),
        }
        record = "".join(
            f"{name},sha256={self.digest(text)},{len(text)}\n"
            for name, text in files.items()
        )
        with ZipFile(wheel, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
            archive.writestr(f"{info}/RECORD", f"{record}{info}/RECORD,,\n")
        lock = directory / "small.lock"
        hashed = sha256(wheel.read_bytes()).hexdigest()
        lock.write_text(f"emptiness==1 --hash=sha256:{hashed}\n")
        return lock

    def digest(self, text: str) -> str:
        return urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip("=")

    def test_without_a_network_it_says_so_and_the_next_run_goes_on(
        self, venv, tmp_path
    ):
        lock = self.write_lock(tmp_path / "wheels")
        install = ("deploy/environment", str(lock))
        offline = {
            "VENV": venv,
            "PIP_CONFIG_FILE": "/dev/null",
            "PIP_FIND_LINKS": "",
            "PIP_INDEX_URL": f"http://127.0.0.1:{free_port()}/simple",
            "PIP_RETRIES": "0",
        }
        online = offline | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": lock.parent}
        failed = run(*install, **offline)
        assert failed.returncode == 1
        assert failed.stderr == (
            f"The packages of {lock} could not be fetched: check the network"
            " connection, then run this again.\n"
        )
        assert run(*install, **online).stdout.startswith(f"Installing {lock}")
        again = run(*install, **offline)
        assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


@dataclass
class Start:
    """One run of deploy/run, from its first line until it was told to stop."""

    said: list[str]
    front_page: int
    status: int


def start_and_stop(data: Path, port: int) -> Start:
    process = subprocess.Popen(
        ["deploy/run"],
        cwd=PROJECT,
        # A first page on a busy machine is slow, and that would be told.
        env=environment(PORT=str(port), DATA_DIR=data, SLOW_REQUEST_MS="60000"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watchdog = Timer(LONGEST_START, process.kill)
    watchdog.start()
    try:
        said = list(lines_until_it_serves(process))
        assert "Ctrl-C" in said[-1], "\n".join(said)
        front_page = urlopen(f"http://127.0.0.1:{port}/").status
    finally:
        process.send_signal(signal.SIGTERM)
        said += process.stdout.read().splitlines()
        status = process.wait()
        watchdog.cancel()
    return Start(said, front_page, status)


def lines_until_it_serves(process: subprocess.Popen[str]) -> Iterator[str]:
    for line in process.stdout:
        yield line.rstrip("\n")
        if "Ctrl-C" in line:
            return


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("a site") / "its data"


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def first(data, port) -> Start:
    return start_and_stop(data, port)


@pytest.fixture(scope="module")
def contents_after_first(first, data) -> list[str]:
    """All that the first start left in the database, with an editor's change to it."""
    with closing(sqlite3.connect(data / "db.sqlite3")) as database, database:
        database.execute("UPDATE wagtailcore_page SET seo_title = 'Kept' WHERE id = 1")
    return contents(data)


@pytest.fixture(scope="module")
def second(contents_after_first, data, port) -> Start:
    return start_and_stop(data, port)


def contents(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "db.sqlite3")) as database:
        return [line for line in database.iterdump() if "sqlite_sequence" not in line]


class TestStarting:
    def test_it_ends_by_telling_where_the_site_and_the_cms_are(self, first, port):
        site = f"http://127.0.0.1:{port}/"
        assert first.said[-2:] == [
            f"Close Reading is running: {site}",
            f"Its editors work at {site}admin/. Ctrl-C stops it.",
        ]
        assert first.front_page == 200

    def test_it_tells_the_first_people_their_passwords(self, first):
        assert any("administrator" in line for line in first.said)

    def test_it_stops_cleanly_when_told_to(self, first):
        assert first.status == 0

    def test_what_is_kept_is_for_its_owner_alone(self, first, data):
        modes = [oct(p.stat().st_mode)[-3:] for p in (data, data / "secret-key")]
        assert modes == ["700", "600"]

    def test_a_second_start_has_nothing_to_do_and_no_password_to_tell(
        self, first, second
    ):
        assert second.said == ["Starting the server", *first.said[-2:]]

    def test_a_second_start_loses_nothing(self, contents_after_first, second, data):
        assert contents(data) == contents_after_first
