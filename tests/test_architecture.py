"""The house stays as docs/architecture.md draws it."""

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
# Each app may import itself and what stands after it.
ORDER = ["config", "search", "writing", "home"]
LONGEST = 300


def sources(folder):
    return [
        path
        for path in (PROJECT / folder).rglob("*.py")
        if "migrations" not in path.parts
    ]


def imported(path):
    """The top-level packages that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("app", ORDER)
def test_imports_run_one_way(app):
    forbidden = set(ORDER[: ORDER.index(app)])
    wrong = [
        f"{path.relative_to(PROJECT)} imports {module}"
        for path in sources(app)
        for module in imported(path)
        if module.split(".")[0] in forbidden
    ]
    # Settings are asked through django.conf, never imported.
    assert wrong == []


@pytest.mark.parametrize("folder", ["rendering", "bibliography"])
def test_pure_layers_know_no_models(folder):
    wrong = [
        f"{path.relative_to(PROJECT)} imports {module}"
        for path in sources(f"writing/{folder}")
        for module in imported(path)
        if module.startswith(("writing.models", "home", "wagtail", "django.db.models."))
    ]
    assert wrong == []


def test_a_file_can_be_read_in_one_sitting():
    long = {
        str(path.relative_to(PROJECT)): lines
        for app in ORDER
        for path in sources(app)
        if (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_no_module_is_a_cupboard():
    names = {path.stem for app in ORDER for path in sources(app)}
    assert names.isdisjoint({"utils", "helpers", "common", "core", "mixins", "misc"})
