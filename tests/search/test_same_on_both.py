"""The same queries find the same on SQLite and on PostgreSQL."""

import json

import pytest

from tests.search.asking import QUERIES, answers
from tests.search.conftest import run_python


@pytest.fixture
def both(site, postgresql, tmp_path, monkeypatch):
    """The answers of the database that the tests run on, and those of the other."""
    here = answers(site)
    told = tmp_path / "answers.json"
    monkeypatch.setenv("ANSWERS", str(told))
    run = run_python(
        *("pytest", "tests/search/asking.py", "-q", "-p", "no:cacheprovider"),
        "--reuse-db",
        database=postgresql if here["vendor"] == "sqlite" else "",
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return here, json.loads(told.read_text())


def test_both_databases_find_the_same(both):
    here, there = both
    assert {here["vendor"], there["vendor"]} == {"sqlite", "postgresql"}
    for what in ("reviews", "passages"):
        different = {
            query: (here[what][query], there[what][query])
            for query in QUERIES
            if here[what][query] != there[what][query]
        }
        assert different == {}, what
    # Or they would agree on nothing.
    assert sum(bool(any(found)) for found in here["reviews"].values()) >= 40
    assert sum(bool(found) for found in here["passages"].values()) >= 40
