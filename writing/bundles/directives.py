"""The directives: which field of a block stands where, and how it is written."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from writing.blocks import StoryBlock
from writing.bundles.codecs import Choice, Flag, Heard, Items, Label, Text

TEXT = Text()
LABEL = Label()


@dataclass(frozen=True)
class Field:
    """A field of a block: where it is in the value, and how it is written."""

    path: tuple[str, ...]
    codec: Text
    default: Any = None

    @property
    def name(self) -> str:
        """As an option: `x-label`."""
        if len(self.path) == 1:
            return self.path[0].replace("_", "-")
        return f"{self.path[0].removesuffix('_axis')}-{self.path[1]}"

    @property
    def blank(self) -> Any:
        """The value that is meant when nothing is written."""
        return deepcopy(self.codec.empty if self.default is None else self.default)

    def get(self, value: dict[str, Any]) -> Any:
        """This field's part of a block's value."""
        for step in self.path:
            value = value[step]
        return value

    def put(self, value: dict[str, Any], part: Any) -> None:
        """Set this field's part of a block's value."""
        for step in self.path[:-1]:
            value = value.setdefault(step, {})
        value[self.path[-1]] = part


@dataclass(frozen=True)
class Directive:
    """One kind of block: what follows its name, its options, and its content."""

    type: str
    argument: Field | None
    options: tuple[Field, ...]
    content: Field | None

    @property
    def name(self) -> str:
        """As it is written: `key-numbers`."""
        return self.type.replace("_", "-")

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in the order in which they are written."""
        ends = (self.argument, *self.options, self.content)
        return tuple(field for field in ends if field)

    @property
    def lists(self) -> tuple[str, ...]:
        """The fields whose items have ids of their own."""
        lists = (f for f in self.fields if isinstance(f.codec, Items))
        return tuple(field.path[0] for field in lists)

    @property
    def has_label(self) -> bool:
        """Whether the block is named by a label."""
        return any(field.codec is LABEL for field in self.options)


def _choices(*path: str) -> tuple[str, ...]:
    """What a choice in the palette may be."""
    block = StoryBlock()
    for step in path:
        block = block.child_blocks[step]
    return tuple(value for value, _ in block.field.choices if value)


def _text(name: str) -> Field:
    return Field((name,), TEXT)


def _choice(kind: str, name: str, default: str = "") -> Field:
    return Field((name,), Choice(name, _choices(kind, name)), default)


def _axis(axis: str, scale: str) -> tuple[Field, ...]:
    scales = Choice("scale", _choices("chart", axis, "scale"))
    return (
        Field((axis, "label"), TEXT),
        Field((axis, "unit"), TEXT),
        Field((axis, "scale"), scales, scale),
    )


LABELLED = Field(("label",), LABEL)
LOCATORS = _text("locators")
NUMBERS = Items(("value", "unit", "what", "locators"))
SERIES = Items(("column", "name", "errors"))
LINES = Items(("value", "label"))

_ALL = (
    Directive("prose", None, (), _text("text")),
    Directive(
        "claim",
        _text("said"),
        (
            LABELLED,
            _choice("claim", "verdict"),
            Field(("heard",), Heard()),
            LOCATORS,
            _text("words"),
        ),
        _text("found"),
    ),
    Directive("quote", None, (LOCATORS,), _text("text")),
    Directive("key_numbers", None, (), Field(("numbers",), NUMBERS)),
    Directive(
        "figure",
        _text("image"),
        (LABELLED, _text("alt"), _text("credit"), _choice("figure", "licence")),
        _text("caption"),
    ),
    Directive(
        "equation",
        None,
        (LABELLED, Field(("numbered",), Flag()), _text("alt")),
        _text("latex"),
    ),
    Directive(
        "code",
        _choice("code", "language"),
        (LABELLED, _text("caption"), _text("lines")),
        _text("code"),
    ),
    Directive(
        "table", _text("caption"), (LABELLED, LOCATORS, _text("note")), _text("data")
    ),
    Directive(
        "chart",
        _text("caption"),
        (
            LABELLED,
            _choice("chart", "kind", "bar"),
            _text("alt"),
            LOCATORS,
            _text("note"),
            _text("x"),
            Field(("series",), SERIES),
            *_axis("x_axis", "category"),
            *_axis("y_axis", "linear"),
            Field(("lines",), LINES),
            Field(("values",), Flag()),
        ),
        _text("data"),
    ),
    Directive(
        "callout",
        None,
        (_choice("callout", "kind", "note"), _text("title")),
        _text("text"),
    ),
)
BY_TYPE = {directive.type: directive for directive in _ALL}
BY_NAME = {directive.name: directive for directive in _ALL}
