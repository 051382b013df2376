"""What the tests say of the search holds on PostgreSQL too.

Here the engine, the index, passages and pages of results are tried; `make
test-postgres` runs every test of the search.
"""

import os
import re

from tests.search.conftest import PROJECT, run_python

# What compares the databases starts both by itself.
APART = ["test_on_postgresql.py", "test_same_on_both.py", "test_speed_bench.py"]
TRIED = ["engine", "indexing/test_sequences.py", "indexing/test_hiding.py"]
TRIED += ["test_passages_lookup.py", "test_results_page.py", "test_suggestions.py"]
EVERY = "EVERY_TEST"
AT_LEAST = 300


def test_the_search_passes_its_tests_on_postgresql(postgresql):
    names = [""] if EVERY in os.environ else TRIED
    run = run_python(
        "pytest",
        *(f"tests/search/{name}" for name in names),
        *(f"--ignore=tests/search/{name}" for name in APART),
        *("-q", "-p", "no:cacheprovider", "--reuse-db"),
        database=postgresql,
        timeout=3600,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert int(re.search(r"(\d+) passed", run.stdout)[1]) >= AT_LEAST


def test_what_is_named_is_there():
    named = [*APART, *TRIED]
    assert [
        name for name in named if not (PROJECT / "tests/search" / name).exists()
    ] == []
