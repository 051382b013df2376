"""A backup brings every page back, on another machine and on another database."""

import json
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.drills.conftest import copied
from tests.drills.sites import OTHERS, PROJECT, Deployment

# Its database, which is migrated already, is copied.
pytestmark = pytest.mark.django_db

# PostgreSQL ranks by measures of its own.
DIFFERENT = {path for path in OTHERS if path.startswith("/search/")}


@pytest.fixture(scope="module")
def original(furnished, tmp_path_factory):
    return copied(furnished, tmp_path_factory.mktemp("original"))


@pytest.fixture(scope="module")
def pages(original):
    """What readers saw before anything was lost."""
    with original.served() as server:
        pages = server.pages()
    answered = [path for path, (status, _) in pages.items() if status == 200]
    assert any(path.startswith("/media/images/") for path in answered)
    assert len(answered) >= 30
    return pages


def different(first, second):
    """The pages that are not the same byte for byte."""
    both = first.keys() | second.keys()
    return {path for path in both if first.get(path) != second.get(path)}


def private_files(deployment):
    folder = deployment.data / "private"
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def test_every_page_comes_back_on_an_empty_machine(
    pages, original, empty_machine, tmp_path
):
    backup = tmp_path / "site.backup"
    original.manage("backup", backup)
    restored = empty_machine.manage("restore", backup)
    assert "The site is restored." in restored.stdout
    with empty_machine.served() as server:
        assert different(pages, server.pages()) == set()
    assert private_files(empty_machine) == private_files(original) == [b"not ours\n"]
    stamp = json.loads((original.data / "last-backup.json").read_text())
    assert stamp["bytes"] == backup.stat().st_size


@contextmanager
def postgresql():
    """The directory and the address of a throw-away server."""
    directory = Path(tempfile.mkdtemp(prefix="close-reading-postgresql-"))
    try:
        yield directory, started(directory)
    finally:
        subprocess.run([PROJECT / "deploy/postgresql", "stop", directory], check=False)
        shutil.rmtree(directory)


def started(directory):
    command = [PROJECT / "deploy/postgresql", "start", directory]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return run.stdout.strip()


def test_every_page_comes_back_through_postgresql_which_may_be_restarted(
    pages, original, empty_machine, tmp_path
):
    there, back = tmp_path / "there", tmp_path / "back"
    original.manage("backup", there)
    with postgresql() as (directory, address):
        # Nothing at all is there: the tables are made first.
        on_postgresql = Deployment(tmp_path, address)
        (tmp_path / "static").symlink_to(original.data / "static")
        on_postgresql.manage("restore", there)
        with on_postgresql.served() as server:
            assert different(pages, server.pages()) <= DIFFERENT
            command = [PROJECT / "deploy/postgresql", "stop", directory]
            subprocess.run(command, check=True)
            started(directory)
            # Each of the connections is found dead, and replaced, unseen by readers.
            answers = [server.get("/writing/")[0] for _ in range(8)]
            assert answers == [200] * 8
        on_postgresql.manage("backup", back)
    empty_machine.manage("restore", back)
    with empty_machine.served() as server:
        assert different(pages, server.pages()) == set()
