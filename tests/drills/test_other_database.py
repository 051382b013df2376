"""A backup brings every page back through another database, which may be restarted."""

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.drills.sites import OTHERS, Deployment, different
from tests.servers import PROJECT

pytestmark = pytest.mark.django_db

# PostgreSQL ranks by measures of its own.
DIFFERENT = {path for path in OTHERS if path.startswith("/search/")}


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
