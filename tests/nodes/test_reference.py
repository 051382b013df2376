"""docs/configuration.md lists what is read from the environment: all of it, no more."""

import ast
import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "configuration.md"
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")
ROWS = re.compile(r"^\| (`[A-Z].*?) \| (.*?) \| (.*?) \|", re.MULTILINE)
# Functions of config/environment.py that take the name of a variable first.
READERS = {
    *("value", "required", "words", "number", "choice", "addresses", "address"),
    *("web_address", "get", "setdefault"),
}
# Asked for by what starts the site, or by Django itself.
ELSEWHERE = {"DJANGO_SETTINGS_MODULE"}
# Passwords of the first people: a table of theirs.
PEOPLE = PROJECT / "writing" / "management" / "commands" / "create_people.py"


def called(node):
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else function.id


def read_by_python(path):
    for node in ast.walk(ast.parse(path.read_text())):
        named = isinstance(node, ast.Call) and isinstance(
            node.func, ast.Attribute | ast.Name
        )
        if named and called(node) in READERS and node.args:
            name = getattr(node.args[0], "value", None)
            if isinstance(name, str) and VARIABLE.fullmatch(name):
                yield name


def read_by_shell(path):
    return re.findall(r"\$\{([A-Z][A-Z_]+):-", path.read_text())


def read():
    modules = [*(PROJECT / "config").rglob("*.py"), *(PROJECT / "deploy").glob("*.py")]
    scripts = [
        path
        for path in (PROJECT / "deploy").iterdir()
        if path.is_file() and path.read_bytes().startswith(b"#!")
    ]
    return {
        *ELSEWHERE,
        *(name for path in modules for name in read_by_python(path)),
        *(name for path in scripts for name in read_by_shell(path)),
        *re.findall(r'"([A-Z]+_PASSWORD)"', PEOPLE.read_text()),
    }


def documented():
    rows = ROWS.findall(PAGE.read_text())
    return [name for row in rows for name in VARIABLE.findall(row[0])]


def test_every_variable_is_documented_and_none_besides():
    assert set(documented()) == read()


def test_each_stands_there_once():
    names = documented()
    assert len(names) == len(set(names))


def test_each_has_a_default_and_a_meaning():
    for row in ROWS.findall(PAGE.read_text()):
        assert all(cell.strip() for cell in row)
