"""A foreign body as the blocks of a review."""

import re
from collections.abc import Collection

from writing.bundles.directives import BY_TYPE
from writing.bundles.errors import FormatError
from writing.bundles.foreign.definitions import Definitions
from writing.bundles.foreign.divisions import (
    take_alert,
    take_directive,
    take_division,
)
from writing.bundles.foreign.figures import take_figure
from writing.bundles.foreign.listings import take_listing
from writing.bundles.foreign.passages import (
    take_comment,
    take_definition,
    take_formula,
    take_mark,
)
from writing.bundles.foreign.phrases import HEADING_NAME, Phrases
from writing.bundles.foreign.source import Draft, Handler, Piece, Source
from writing.bundles.limits import MAX_BLOCKS
from writing.bundles.sections import Block
from writing.bundles.splitting import is_blank

HANDLERS: tuple[Handler, ...] = (
    take_listing,
    take_formula,
    take_figure,
    take_alert,
    take_directive,
    take_division,
    take_definition,
    take_comment,
    take_mark,
)
NAME = re.compile(r"#([\w:.-]{1,200})")


def read_lines(source: Source, draft: Draft) -> None:
    """Cut a body into pieces; what no handler takes is Markdown."""
    while not source.done:
        if is_blank(source.current) or not _taken(source, draft):
            _name_heading(source, draft)
            draft.write(source.number, source.current)
            source.position += 1
        if len(draft.pieces) > MAX_BLOCKS:
            raise FormatError(source.number - 1, f"more than {MAX_BLOCKS} blocks")


def _taken(source: Source, draft: Draft) -> bool:
    return any(handler(source, draft) for handler in HANDLERS)


def _name_heading(source: Source, draft: Draft) -> None:
    if found := HEADING_NAME.match(source.current):
        name = NAME.search(found[2])
        if name and name[1] not in draft.labels:
            draft.label(name[1], source.number)


def blocks_of(draft: Draft, keys: Collection[str]) -> list[Block]:
    """The pieces as blocks, once it is known what every name in them stands for."""
    definitions = Definitions(Phrases(draft, frozenset(keys)))
    blocks = [
        _block(one, definitions) if isinstance(one, Piece) else one
        for one in draft.pieces
    ]
    definitions.report_unused()
    return [block for block in blocks if block.type != "prose" or block.value["text"]]


def _block(piece: Piece, definitions: Definitions) -> Block:
    lines = {".".join(p.path): piece.line for p in BY_TYPE[piece.type].fields}
    if piece.lines:
        lines[piece.field] = piece.lines[0][0]
        translate = definitions.phrases.translate
        text = _join([translate(n, text) for n, text in piece.lines])
        piece.value[piece.field] = definitions.add_to(text, piece.line)
    elif piece.type == "prose":
        piece.value["text"] = ""
    return Block(piece.type, piece.value, lines={"": piece.line, **lines})


def _join(lines: list[str]) -> str:
    """The lines but for empty ones at their ends."""
    written = [number for number, line in enumerate(lines) if not is_blank(line)]
    return "\n".join(lines[written[0] : written[-1] + 1]) if written else ""
