"""One directive to one block's value, and back."""

import re
from dataclasses import dataclass, field
from typing import Any

from writing.bundles.codecs import CONTROL, Items, Text, fits_a_line
from writing.bundles.directives import BY_NAME, BY_TYPE, Directive, Field
from writing.bundles.errors import FormatError
from writing.bundles.ids import ID, inferred_item_id
from writing.bundles.json_text import UNSEEN, read_json, write_json
from writing.bundles.splitting import COLONS, OPTION, Option, Section, is_blank

FILE_UNSAFE = re.compile("[^\t\n -\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
        raise FormatError(
            section.line, f'unknown directive "{section.name}" ({known})'
        )
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
    if part.path[0] in block.lines and part.path in block.lines:
        raise FormatError(line, f"{part.name} is given twice")
    try:
        part.put(block.value, _read(part.codec, text, plain))
    except ValueError as error:
        raise FormatError(line, f"{part.name}: {error}") from error
    block.lines[".".join(part.path)] = line


def _read(codec: Text, text: str, plain: bool) -> Any:
    if plain and isinstance(codec, Items):
        return codec.read_csv(text)
    return codec.accept(text) if plain else codec.read(text)
