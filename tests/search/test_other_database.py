"""What the tests say of the search holds on the other database as well.

On SQLite the other is PostgreSQL, where the engine, the index, passages and pages of
results are tried. `make test-postgres` runs all tests there, beside these on SQLite.
"""

import json
import re

import pytest
from django.db import connection

from tests.search.asking import QUERIES, answers
from tests.search.conftest import PROJECT, run_python

FOLDER = PROJECT / "tests/search"
ASKING = "asking.py"
TRIED = ["engine", "indexing/test_sequences.py", "indexing/test_hiding.py"]
TRIED += ["test_passages_lookup.py", "test_results_page.py", "test_suggestions.py"]
# SQLite lets one write at a time, PostgreSQL many, who might wait in a circle.
BESIDES = {"sqlite": [], "postgresql": ["../writing/bundles/test_beside_publishers.py"]}
AT_LEAST = 300


@pytest.fixture(scope="module")
def other(request):
    """The vendor and the DATABASE_URL of the other database."""
    if connection.vendor == "sqlite":
        return "postgresql", request.getfixturevalue("postgresql")
    return "sqlite", ""


@pytest.fixture(scope="module")
def run(other, tmp_path_factory):
    """The tests on the other database: the finished process, and what queries found."""
    told = tmp_path_factory.mktemp("told") / "answers.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANSWERS", str(told))
        finished = run_python(
            "pytest",
            *(FOLDER / name for name in [ASKING, *TRIED, *BESIDES[other[0]]]),
            *("-q", "-p", "no:cacheprovider"),
            database=other[1],
            timeout=1800,
        )
    return finished, json.loads(told.read_text()) if told.exists() else {}


def test_what_is_named_is_there():
    named = [ASKING, *TRIED, *BESIDES["postgresql"]]
    assert [name for name in named if not (FOLDER / name).exists()] == []


def test_the_search_passes_its_tests_on_the_other_database(run):
    finished, _ = run
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert int(re.search(r"(\d+) passed", finished.stdout)[1]) >= AT_LEAST


def test_both_databases_find_the_same(site, other, run):
    here, there = answers(site), run[1]
    assert there["vendor"] == other[0] != here["vendor"]
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
