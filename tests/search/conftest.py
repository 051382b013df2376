"""A PostgreSQL for the tests that compare the databases."""

import os
import subprocess
import sys

import pytest

from tests.postgresql import throw_away
from tests.servers import PROJECT


@pytest.fixture(scope="session")
def postgresql():
    """The DATABASE_URL of a throw-away server."""
    with throw_away() as server:
        yield server.address


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
