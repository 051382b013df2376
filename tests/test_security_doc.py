"""What docs/security.md says is held by a test is held by one that exists."""

import ast
import re
from pathlib import Path

from django.conf import settings

from home.security.guesses import LOG_INS_KEPT, PATIENCE

PROJECT = Path(__file__).resolve().parent.parent
TEXT = (PROJECT / "docs" / "security.md").read_text()


def functions_of(path):
    tree = ast.parse((PROJECT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_test_that_is_named_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)
    assert len(named) > 80
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (PROJECT / path).is_file() or (name and name not in functions_of(path))
    ]
    assert missing == []


def test_each_requirement_names_what_holds_it():
    rows = [line for line in TEXT.splitlines() if re.match(r"\| V\d", line)]
    assert len(rows) > 50
    assert [row for row in rows if "`tests/" not in row.rsplit("|", 2)[1]] == []


def test_what_is_written_of_limits_is_what_is_set():
    words = " ".join(TEXT.split())
    pair, address, name = (settings.AXES_FAILURE_LIMIT * one for one in PATIENCE)
    assert settings.AXES_COOLOFF_TIME.total_seconds() == 15 * 60
    assert (
        f"In fifteen minutes a name may be guessed {pair} times from one address, "
        f"an address may guess {address} times, and a name may be guessed {name} times"
    ) in words
    assert f"for {LOG_INS_KEPT.days} days" in words


def test_each_place_that_is_named_exists():
    table = TEXT.partition("## Where it is decided")[2].partition("###")[0]
    places = re.findall(r"`((?:home|writing|config)/[\w/.]+)`", table)
    assert len(places) > 8
    assert [place for place in places if not (PROJECT / place).exists()] == []
