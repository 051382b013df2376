"""Everything the tests say of the search holds on PostgreSQL too."""

import re

from tests.search.conftest import PROJECT, run_python

# What compares the databases starts both by itself.
APART = ["test_on_postgresql.py", "test_same_on_both.py"]
AT_LEAST = 70


def test_the_search_passes_its_tests_on_postgresql(postgresql):
    ignored = [f"--ignore=tests/search/{name}" for name in APART]
    run = run_python(
        "pytest",
        "tests/search",
        *ignored,
        *("-q", "-p", "no:cacheprovider", "--reuse-db"),
        database=postgresql,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert int(re.search(r"(\d+) passed", run.stdout)[1]) >= AT_LEAST


def test_what_is_run_apart_is_there():
    assert all((PROJECT / "tests/search" / name).is_file() for name in APART)
