"""A PostgreSQL for the tests that compare the databases."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
SCRIPT = PROJECT / "deploy/postgresql"


@pytest.fixture(scope="session")
def postgresql():
    """The DATABASE_URL of a throw-away server."""
    # Not below pytest's own folder, which the server's user may not enter.
    directory = tempfile.mkdtemp(prefix="close-reading-postgresql-")
    try:
        started = subprocess.run(
            [SCRIPT, "start", directory],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=300,
        )
        yield started.stdout.strip()
    finally:
        subprocess.run([SCRIPT, "stop", directory], check=False, timeout=60)
        shutil.rmtree(directory)


def run_python(*arguments, database="", timeout=900):
    """Run a module on a database, SQLite by default; gives the finished process."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": database, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )
