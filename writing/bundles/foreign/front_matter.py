"""Front matter in YAML, TOML or JSON, as nodes that know their lines."""

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

from writing.bundles.errors import FormatError
from writing.bundles.limits import MAX_DEPTH, MAX_FRONT_MATTER
from writing.bundles.nodes import Node, read_yaml

YAML_ENDS = ("---", "...")
TOML_FENCE = "+++"
JSON_START = re.compile(r'\{\s{0,100}["}]')
TOML_PLACE = re.compile(r"at line (\d+)")


def split_foreign(text: str) -> tuple[Node, str, int]:
    """The front matter, the body, and the line on which the body begins.

    A text may have no front matter. Raises `FormatError` for one that makes no sense.
    """
    first, _, _ = text.partition("\n")
    if first.rstrip() == YAML_ENDS[0]:
        return _between(text, YAML_ENDS, lambda front: read_yaml(front, 2))
    if first.rstrip() == TOML_FENCE:
        return _between(text, (TOML_FENCE,), _read_toml)
    if JSON_START.match(text):
        return _leading_json(text)
    return Node(1, {}), text, 1


def has_front_matter(text: str) -> bool:
    """Whether a text begins as if it had some."""
    first = text.partition("\n")[0].rstrip()
    return first in (YAML_ENDS[0], TOML_FENCE) or bool(JSON_START.match(text))


def is_ours(text: str) -> bool:
    """Whether a text is a bundle's index.md: its front matter describes a paper."""
    try:
        root, _, _ = split_foreign(text)
    except FormatError:
        return False
    paper = root.value.get("paper") if isinstance(root.value, dict) else None
    return bool(paper and isinstance(paper.value, dict))


def _between(
    text: str, ends: tuple[str, ...], read: Callable[[str], Node]
) -> tuple[Node, str, int]:
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() in ends), None)
    if end is None:
        raise FormatError(1, f"the front matter has no second line of {ends[0]}")
    front = "\n".join(lines[1:end])
    _refuse_long(front)
    return _mapping(read(front)), "\n".join(lines[end + 1 :]), end + 2


def _refuse_long(front: str) -> None:
    if len(front.encode("utf-8", "replace")) > MAX_FRONT_MATTER:
        limit = MAX_FRONT_MATTER // 1000
        raise FormatError(1, f"the front matter is longer than {limit} kB")


def _mapping(root: Node) -> Node:
    if not isinstance(root.value, dict):
        raise FormatError(root.line, "the front matter must name its values")
    return root


# TOML


def _read_toml(front: str) -> Node:
    try:
        values = tomllib.loads(f"{front}\n")
    except RecursionError as error:
        raise FormatError(2, "not TOML: nested too deeply") from error
    except ValueError as error:
        place = TOML_PLACE.search(str(error))
        line = int(place[1]) + 1 if place else front.count("\n") + 2
        reason = str(error).partition(" (at ")[0]
        raise FormatError(line, f"not TOML: {reason}") from error
    return _nodes(values, _lines_of(front, r"[ \t]*\[{0,2}[\"']?([\w-]+)", 2))


# JSON


def _leading_json(text: str) -> tuple[Node, str, int]:
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        raise FormatError(error.lineno, f"not JSON: {error.msg}") from error
    except RecursionError as error:
        raise FormatError(1, "not JSON: nested too deeply") from error
    except ValueError as error:
        raise FormatError(1, f"not JSON: {error}") from error
    front, body = text[:end], text[end:]
    _refuse_long(front)
    root = _nodes(values, _lines_of(front, r'[ \t{,]*"([\w-]+)"', 1))
    return root, body, 1 + front.count("\n")


# Values as nodes


def _lines_of(front: str, pattern: str, first_line: int) -> dict[str, int]:
    """On which line each name seems to stand: the first that begins with it."""
    begins = re.compile(pattern)
    lines: dict[str, int] = {}
    for number, line in enumerate(front.split("\n"), first_line):
        if found := begins.match(line):
            lines.setdefault(found[1], number)
    return lines


def _nodes(values: dict[str, Any], lines: dict[str, int]) -> Node:
    first = min(lines.values(), default=1)
    return Node(
        first, {name: _node(v, lines.get(name, first), 2) for name, v in values.items()}
    )


def _node(value: Any, line: int, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise FormatError(line, f"nested more than {MAX_DEPTH} levels deep")
    if isinstance(value, dict):
        return Node(line, {n: _node(v, line, depth + 1) for n, v in value.items()})
    if isinstance(value, list):
        return Node(line, [_node(one, line, depth + 1) for one in value])
    return Node(line, _text(value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
