"""How much Markdown is read: bounds that keep the work in line with the length."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MAX_BYTES = 256 * 1024
MAX_NESTING = 40
MAX_TOKENS = 50_000
MAX_PARAGRAPH = 8 * 1024
MAX_BRACKETS = 300
MAX_RUN = 100

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
SIGNS = re.escape("[](){}<>*_~`$!\"'\\|&^:@")
RUN = re.compile(rf"([{SIGNS}])\1{{{MAX_RUN}}}")


class MarkdownError(ValueError):
    """A text that is not rendered at all, and the line that is to blame."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def refuse_oversized(source: str) -> None:
    if len(source) > MAX_BYTES or len(source.encode("utf-8", "replace")) > MAX_BYTES:
        raise MarkdownError(1, f"A text may hold {MAX_BYTES // 1024} kB.")


def limits_plugin(md: MarkdownIt) -> None:
    md.options["maxNesting"] = MAX_NESTING
    md.core.ruler.after("block", "limit_blocks", _limit_blocks)
    md.core.ruler.after("inline", "limit_nesting", _limit_nesting)


def _limit_blocks(state: StateCore) -> None:
    """Look at the blocks before the costly part, which is inside paragraphs."""
    if len(state.tokens) > MAX_TOKENS:
        raise MarkdownError(1, "The text has too many paragraphs, items or cells.")
    line = 1
    for token in state.tokens:
        line = token.map[0] + 1 if token.map else line
        # The parser drops what is nested deeper than its limit, so stop before that.
        if token.level >= MAX_NESTING - 1:
            raise _too_deep(line)
        if token.type == "inline":
            _limit_paragraph(token.content, line)


def _limit_paragraph(text: str, line: int) -> None:
    if len(text) > MAX_PARAGRAPH:
        message = f"A paragraph may hold {MAX_PARAGRAPH // 1024} kB."
        raise MarkdownError(line, message)
    # Each opening bracket may be read on to the end of its paragraph.
    if text.count("[") > MAX_BRACKETS:
        message = f"A paragraph may hold {MAX_BRACKETS} opening brackets."
        raise MarkdownError(line, message)
    if found := RUN.search(text):
        line += text.count("\n", 0, found.start())
        raise MarkdownError(line, f"“{found[1]}” stands more than {MAX_RUN} times.")


def _limit_nesting(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and _depth(token.children or []) > MAX_NESTING:
            raise _too_deep(token.map[0] + 1 if token.map else 1)


def _depth(tokens: list[Token]) -> int:
    depth = deepest = 0
    for token in tokens:
        depth += token.nesting
        deepest = max(deepest, depth)
    return deepest


def _too_deep(line: int) -> MarkdownError:
    return MarkdownError(line, f"More than {MAX_NESTING} levels stand in each other.")
