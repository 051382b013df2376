"""One directive to one block's value, and back."""

import re
from dataclasses import dataclass, field
from typing import Any

from writing.bundles.codecs import Choice, Items, Text, fits_a_line
from writing.bundles.directives import BY_NAME, BY_TYPE, Directive, Field
from writing.bundles.errors import FormatError
from writing.bundles.ids import ID
from writing.bundles.json_text import read_json, write_json
from writing.bundles.splitting import COLONS, OPTION, Option, Section, is_blank

# What a file shouldn't hold; a carriage return is read as the end of a line.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Block:
    """A block without what follows from its place: its inferred ids.

    The value is a mapping for every type; lists hold their items' values only.
    """

    type: str
    value: dict[str, Any]
    id: str = ""
    item_ids: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The block's label; empty for kinds that have none."""
        return self.value.get("label") or "" if BY_TYPE[self.type].has_label else ""


# Reading


def read_section(section: Section) -> Block:
    """The block that a directive stands for."""
    directive = BY_NAME.get(section.name)
    if directive is None:
        known = ", ".join(BY_NAME)
        raise FormatError(section.line, f'unknown directive "{section.name}" ({known})')
    block = Block(directive.type, {}, lines={"": section.line})
    for part in directive.fields:
        part.put(block.value, part.blank)
    _read_argument(section, directive, block)
    _read_options(section, directive, block)
    _read_content(section, directive, block)
    return block


def _read_argument(section: Section, directive: Directive, block: Block) -> None:
    if not section.argument:
        return
    if directive.argument is None:
        raise FormatError(section.line, f"{directive.name} takes no argument")
    _store(block, directive.argument, section.argument, section.line, plain=True)


def _read_options(section: Section, directive: Directive, block: Block) -> None:
    fields = {one.name: one for one in directive.fields}
    seen: set[str] = set()
    for option in section.options:
        if option.name in seen:
            raise FormatError(option.line, f":{option.name}: is given twice")
        seen.add(option.name)
        if option.name in fields:
            _store(block, fields[option.name], option.text, option.line)
        else:
            _read_identity(option, directive, block)


def _read_identity(option: Option, directive: Directive, block: Block) -> None:
    if option.name == "id" and ID.fullmatch(option.text):
        block.id = option.text
    elif option.name == "id":
        raise FormatError(option.line, f'"{option.text}" is no id')
    elif option.name == "item-ids" and directive.lists:
        block.item_ids = _read_item_ids(option, directive)
    else:
        known = ", ".join(one.name for one in directive.fields)
        raise FormatError(
            option.line, f"{directive.name} has no option :{option.name}: ({known})"
        )


def _read_item_ids(option: Option, directive: Directive) -> dict[str, list[str]]:
    try:
        ids = read_json(option.text)
    except ValueError as error:
        raise FormatError(option.line, f":item-ids: {error}") from error
    if not (isinstance(ids, dict) and set(ids) <= set(directive.lists)):
        known = ", ".join(directive.lists)
        raise FormatError(option.line, f":item-ids: must be a JSON object of {known}")
    for of_list in ids.values():
        if not (isinstance(of_list, list) and all(_is_id(one) for one in of_list)):
            raise FormatError(option.line, ":item-ids: must hold lists of ids")
    return ids


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(ID.fullmatch(value))


def _read_content(section: Section, directive: Directive, block: Block) -> None:
    if not section.content:
        return
    if directive.content is None:
        raise FormatError(section.content_line, f"{directive.name} holds no content")
    _store(block, directive.content, section.content, section.content_line, plain=True)


def _store(
    block: Block, part: Field, text: str, line: int, *, plain: bool = False
) -> None:
    place = ".".join(part.path)
    if place in block.lines:
        raise FormatError(line, f"{part.name} is given twice")
    block.lines[place] = line
    try:
        part.put(block.value, _read(part.codec, text, plain))
    except ValueError as error:
        named = "" if isinstance(part.codec, Choice) else f"{part.name}: "
        raise FormatError(line, f"{named}{error}") from error


def _read(codec: Text, text: str, plain: bool) -> Any:
    if plain and isinstance(codec, Items):
        return codec.read_csv(text)
    return codec.accept(text) if plain else codec.read(text)


# Writing


def write_section(block: Block) -> str:
    """The directive that stands for a block; its ids are written if it has any."""
    directive = BY_TYPE[block.type]
    argument = _argument(directive.argument, block)
    content = _content(directive.content, block)
    on_own_lines = {
        field.name: field.codec.write(value)
        for field in directive.fields
        if (value := field.get(block.value)) != field.blank
        and not (argument and field is directive.argument)
        and not (content and field is directive.content)
    }
    if block.id:
        on_own_lines["id"] = block.id
    if block.item_ids:
        on_own_lines["item-ids"] = write_json(block.item_ids)
    options = [f":{name}: {text}" for name, text in on_own_lines.items()]
    colons = _fence(content)
    opening = f"{colons}{{{directive.name}}} {argument}".rstrip()
    body = ["", *content.split("\n")] if content else []
    return "\n".join([opening, *options, *body, colons])


def is_safe(text: str) -> bool:
    """Whether a file may hold the text as it is, between other lines."""
    lines = text.split("\n")
    return not (UNSAFE.search(text) or is_blank(lines[0]) or is_blank(lines[-1]))


def _argument(part: Field | None, block: Block) -> str:
    text = part.get(block.value) if part else None
    return text if isinstance(text, str) and fits_a_line(text) else ""


def _content(part: Field | None, block: Block) -> str:
    """The content as it can be written, or nothing if it has to be an option."""
    if part is None:
        return ""
    value = part.get(block.value)
    text = part.codec.write_csv(value) if isinstance(part.codec, Items) else value
    if not isinstance(text, str) or not value:
        return ""
    first, _, _ = text.partition("\n")
    return text if is_safe(text) and not OPTION.fullmatch(first) else ""


def _fence(content: str) -> str:
    """More colons than any line of the content begins with."""
    found = (COLONS.match(line) for line in content.split("\n"))
    longest = max((len(match[0]) for match in found if match), default=2)
    return ":" * max(3, longest + 1)
