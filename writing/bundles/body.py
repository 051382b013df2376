"""The body: MyST Markdown to a StreamField's raw value, and back."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from writing.bundles.directives import BY_TYPE
from writing.bundles.errors import FormatError
from writing.bundles.ids import inferred_ids, inferred_item_id
from writing.bundles.limits import MAX_BLOCKS, MAX_PROSE
from writing.bundles.sections import Block, is_safe, read_section, write_section
from writing.bundles.splitting import Run, Section, split_body

RawBlock = dict[str, Any]


def read_body(
    text: str, slug: str, first_line: int = 1
) -> tuple[list[RawBlock], dict[str, dict[str, int]]]:
    """The raw value of a body, and by block id the lines its fields stand on."""
    return raw_body(read_parts(text, first_line), slug)


def read_parts(text: str, first_line: int = 1) -> list[Block]:
    """The blocks of a body, each by itself."""
    return [_read_part(part) for part in _limited(split_body(text, first_line))]


def raw_body(
    blocks: list[Block], slug: str
) -> tuple[list[RawBlock], dict[str, dict[str, int]]]:
    """What `read_body` gives, for blocks that were read already."""
    _refuse_same_labels(blocks)
    inferred = inferred_ids(slug, [(block.type, block.label) for block in blocks])
    raw = [_raw(block, id_) for block, id_ in zip(blocks, inferred, strict=True)]
    _refuse_same_ids(raw, blocks)
    lines = {value["id"]: block.lines for value, block in zip(raw, blocks, strict=True)}
    return raw, lines


def write_body(body: Iterable[RawBlock], slug: str) -> str:
    """The text that `read_body` reads as this body."""
    blocks = [_unraw(raw) for raw in body]
    inferred = inferred_ids(slug, [(block.type, block.label) for block in blocks])
    texts = []
    after_run = False
    for block, id_ in zip(blocks, inferred, strict=True):
        _drop_inferred(block, id_)
        is_run = block.type == "prose" and stands_plain(block.value["text"])
        texts.append(_run(block, after_run) if is_run else write_section(block))
        after_run = is_run
    return "".join(f"\n{text}\n" for text in texts)


def stands_plain(text: Any) -> bool:
    """Whether a prose text can be written without a directive around it."""
    if not isinstance(text, str) or not is_safe(text):
        return False
    try:
        return split_body(text) == [Run(1, text)]
    except FormatError:
        return False


# Reading


def _limited(parts: list[Run | Section]) -> list[Run | Section]:
    if len(parts) > MAX_BLOCKS:
        raise FormatError(parts[MAX_BLOCKS].line, f"more than {MAX_BLOCKS} blocks")
    return parts


def _read_part(part: Run | Section) -> Block:
    if isinstance(part, Section):
        block = read_section(part)
    else:
        lines = {"": part.line, "text": part.line}
        block = Block("prose", {"text": part.text}, part.id, lines=lines)
    if block.type == "prose":
        _refuse_long(block)
    return block


def _refuse_long(block: Block) -> None:
    text = block.value["text"] or ""
    if len(text.encode("utf-8", "replace")) > MAX_PROSE:
        limit = MAX_PROSE // 1024
        raise FormatError(block.lines[""], f"a prose text is longer than {limit} kB")


def _raw(block: Block, inferred: str) -> RawBlock:
    id_ = block.id or inferred
    value: Any = block.value["text"] if block.type == "prose" else block.value
    for name in BY_TYPE[block.type].lists:
        value[name] = _with_ids(name, block, id_)
    return {"type": block.type, "value": value, "id": id_}


def _with_ids(name: str, block: Block, block_id: str) -> list[RawBlock]:
    items = block.value[name]
    ids = block.item_ids.get(name)
    if ids is None:
        ids = _item_ids(name, len(items), block_id)
    if len(ids) != len(items) or len(set(ids)) != len(ids):
        raise FormatError(block.lines[""], f":item-ids: must name each of {name} once")
    return [
        {"type": "item", "value": item, "id": id_}
        for item, id_ in zip(items, ids, strict=True)
    ]


def _item_ids(name: str, count: int, block_id: str) -> list[str]:
    return [inferred_item_id(block_id, name, number + 1) for number in range(count)]


def _refuse_same_labels(blocks: list[Block]) -> None:
    seen: set[str] = set()
    for block in blocks:
        if block.label in seen:
            line = block.lines.get("label", block.lines[""])
            raise FormatError(line, f'the label "{block.label}" is used twice')
        if block.label:
            seen.add(block.label)


def _refuse_same_ids(raw: list[RawBlock], blocks: list[Block]) -> None:
    counts = Counter(value["id"] for value in raw)
    for value, block in zip(raw, blocks, strict=True):
        if counts[value["id"]] > 1 and block.id:
            raise FormatError(block.lines[""], f'the id "{block.id}" is used twice')


# Writing


def _unraw(raw: RawBlock) -> Block:
    value, id_ = raw["value"], raw["id"]
    if raw["type"] == "prose":
        return Block("prose", {"text": value}, id_)
    lists = BY_TYPE[raw["type"]].lists
    plain = {name: [item["value"] for item in value[name]] for name in lists}
    item_ids = {name: [item["id"] for item in value[name]] for name in lists}
    return Block(raw["type"], {**value, **plain}, id_, item_ids)


def _drop_inferred(block: Block, inferred: str) -> None:
    """Forget the ids that need not be written."""
    block.item_ids = {
        name: ids
        for name, ids in block.item_ids.items()
        if ids != _item_ids(name, len(ids), block.id)
    }
    if block.id == inferred:
        block.id = ""


def _run(block: Block, after_run: bool) -> str:
    text = block.value["text"]
    if block.id:
        return f"% id: {block.id}\n{text}"
    return f"% prose\n{text}" if after_run else text
