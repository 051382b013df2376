"""YAML read with care: text only, no aliases, bounded depth, lines remembered."""

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Self

import yaml

from writing.bundles.errors import FormatError
from writing.bundles.limits import MAX_DEPTH

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MAX_DIGITS = 6


@dataclass
class Node:
    """A piece of YAML: a text, a list or a mapping, and the line it begins on."""

    line: int
    value: "str | list[Node] | dict[str, Node]"


@dataclass
class _Open:
    """A list or mapping that is being read."""

    node: Node
    key: Node | None = None


@dataclass
class _Builder:
    """Builds nodes from events, so that nothing is built that is over a limit."""

    first_line: int
    open: list[_Open] = field(default_factory=list)
    root: Node | None = None

    def take(self, event: yaml.Event) -> None:
        line = _line(event.start_mark, self.first_line)
        if isinstance(event, yaml.NodeEvent):
            self._refuse_features(event, line)
        if isinstance(event, yaml.ScalarEvent):
            self._add(Node(line, event.value))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(Node(line, [] if _is_list(event) else {}))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self.open.pop().node)

    def _refuse_features(self, event: yaml.NodeEvent, line: int) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise FormatError(line, "anchors and aliases are not read")
        if tag := getattr(event, "tag", None):
            raise FormatError(line, f"the tag {tag} is not read")
        if self.root:
            raise FormatError(line, "there is more than one document")

    def _begin(self, node: Node) -> None:
        if len(self.open) == MAX_DEPTH:
            raise FormatError(node.line, f"nested more than {MAX_DEPTH} levels deep")
        self.open.append(_Open(node))

    def _add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent.node.value, list):
            parent.node.value.append(node)
        elif parent.key is None:
            parent.key = _key(node, parent.node)
        elif isinstance(parent.node.value, dict) and isinstance(parent.key.value, str):
            parent.node.value[parent.key.value] = Node(parent.key.line, node.value)
            parent.key = None


def _is_list(event: yaml.Event) -> bool:
    return isinstance(event, yaml.SequenceStartEvent)


def _key(node: Node, mapping: Node) -> Node:
    if not isinstance(node.value, str):
        raise FormatError(node.line, "a name must be text")
    if isinstance(mapping.value, dict) and node.value in mapping.value:
        raise FormatError(node.line, f'"{node.value}" is given twice')
    return node


def read_yaml(text: str, first_line: int = 1) -> Node:
    """The root of a YAML text whose first line is `first_line` of its file."""
    builder = _Builder(first_line)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark, first_line)
        begun = f", {error.context} of line {_line(error.context_mark, first_line)}"
        context = begun if error.context_mark else ""
        raise FormatError(line, f"not YAML: {error.problem}{context}") from error
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise FormatError(line, f"not YAML: {error.reason}") from error
    return builder.root or Node(first_line, {})


def _line(mark: Any, first_line: int) -> int:
    return first_line + (mark.line if mark else 0)


class Fields:
    """A mapping whose names are known, read field by field."""

    def __init__(self, node: Node, what: str, known: Collection[str]) -> None:
        if not isinstance(node.value, dict):
            raise FormatError(node.line, f"{what} must be a mapping of names to values")
        self.line = node.line
        self.what = what
        self.nodes = node.value
        for name, child in node.value.items():
            if name not in known:
                names = ", ".join(known)
                raise FormatError(
                    child.line, f'unknown name "{name}" in {what} ({names})'
                )

    def __contains__(self, name: str) -> bool:
        return name in self.nodes

    def require(self, *names: str) -> Self:
        """Refuse a mapping in which one of these is missing or empty."""
        for name in names:
            if not (name in self.nodes and self.nodes[name].value):
                line = self.line_of(name)
                raise FormatError(line, f"{name} is missing in {self.what}")
        return self

    def line_of(self, name: str) -> int:
        """Where a field stands, or would stand."""
        return self.nodes[name].line if name in self.nodes else self.line

    def text(self, name: str) -> str:
        """The field's text; empty when it is left out."""
        node = self.nodes.get(name)
        return text_of(node, name) if node else ""

    def date(self, name: str) -> datetime.date | None:
        """The field's date, written YYYY-MM-DD."""
        text = self.text(name)
        if not text:
            return None
        try:
            return read_date(text)
        except ValueError as error:
            raise FormatError(self.line_of(name), f"{name}: {error}") from error

    def number(self, name: str) -> int | None:
        """The field's whole number."""
        text = self.text(name)
        if not text:
            return None
        if len(text) > MAX_DIGITS or not (text.isascii() and text.isdigit()):
            raise FormatError(self.line_of(name), f'{name}: "{text}" is no number')
        return int(text)

    def items(self, name: str) -> list[Node]:
        """The field's list; empty when it is left out."""
        node = self.nodes.get(name)
        if node is None or node.value == "":
            return []
        if not isinstance(node.value, list):
            raise FormatError(node.line, f"{name} must be a list")
        return node.value

    def texts(self, name: str) -> list[str]:
        """The field's list of texts."""
        return [text_of(node, name) for node in self.items(name)]


def text_of(node: Node, name: str) -> str:
    """The text of a node, or an error that names it."""
    if not isinstance(node.value, str):
        raise FormatError(node.line, f"{name} must be text")
    return node.value


def read_date(text: str) -> datetime.date:
    """A date written YYYY-MM-DD and in no other way."""
    if not DATE.fullmatch(text):
        raise ValueError(f'"{text}" is no date, YYYY-MM-DD')
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f'"{text}" is no day of the calendar') from error
