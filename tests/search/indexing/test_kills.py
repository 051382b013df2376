"""A kill while the index is written leaves what was there, and a rebuild goes on."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

PROJECT = Path(__file__).resolve().parents[3]
LONGEST = 150
NAMES = ["Aardvark", "Buffalo", "Caribou"]


def start(data, action):
    """The action as a process of its own, on the site in a directory."""
    environment = {
        **os.environ,
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": "",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.search.indexing.child", action],
        cwd=PROJECT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def run(data, action):
    """What the action says when it is left alone."""
    said, _ = (process := start(data, action)).communicate(timeout=LONGEST)
    assert process.returncode == 0
    return said


def killed(data, action):
    """What the action said until it was killed in the middle of a transaction."""
    process = start(data, action)
    said = []
    for line in process.stdout:
        said.append(line.rstrip())
        if line == "stuck\n":
            process.kill()
    assert process.wait(LONGEST) == -9
    return said


@pytest.fixture(scope="module")
def full(tmp_path_factory, django_db_setup):
    """A file with three reviews in it."""
    data = tmp_path_factory.mktemp("data")
    if connection.vendor == "sqlite":
        # Migrated already, which takes the longest.
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as migrated,
            closing(sqlite3.connect(data / "db.sqlite3")) as copy,
        ):
            migrated.backup(copy)
    run(data, "fill")
    return data


@pytest.fixture
def data(full, tmp_path):
    """The same for one test."""
    with (
        closing(sqlite3.connect(full / "db.sqlite3")) as filled,
        closing(sqlite3.connect(tmp_path / "db.sqlite3")) as copy,
    ):
        filled.backup(copy)
    return tmp_path


def test_a_publish_that_is_killed_leaves_page_and_index_as_they_were(data):
    assert killed(data, "publish") == ["stuck"]
    told = json.loads(run(data, "tell"))
    assert told["titles"] == told["headings"] == NAMES
    assert told["words"] == [name.lower() for name in NAMES]
    assert told["is_as_rebuilt"]


def test_a_rebuild_that_is_killed_goes_on_where_it_stopped(data):
    assert killed(data, "rebuild") == [
        "Indexing pages",
        "Indexed 1 of 3 reviews",
        "stuck",
    ]
    assert run(data, "go_on").splitlines() == [
        "Indexed 2 of 3 reviews",
        "Indexed 3 of 3 reviews",
        "The search index is up to date.",
    ]
    told = json.loads(run(data, "tell"))
    assert told["headings"] == NAMES
    assert told["is_current"]
    assert told["is_as_rebuilt"]
