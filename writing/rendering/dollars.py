"""Maths in Markdown: `$…$` in a line, `$$…$$` on its own."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from writing.rendering.maths import MAX_BYTES, MathsError, mathml

# As in Pandoc: no blank inside the dollars and no digit after them, so that
# "$5 and $6" stays money.
INLINE = re.compile(
    r"""
    \$\$(?P<display>(?:[^$\\`]|\\.)+)\$\$
    | \$(?!\s)(?P<inline>(?:[^$\\`]|\\.)+)(?<!\s)\$(?!\d)
    """,
    re.VERBOSE | re.DOTALL,
)


def dollars_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.before("escape", "maths_inline", _inline)
    interrupted = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("fence", "maths_block", _block, {"alt": interrupted})
    md.add_render_rule("maths_inline", _render_inline)
    md.add_render_rule("maths_block", _render_block)


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    match = INLINE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("maths_inline", "math", 0)
        token.content = match["display"] or match["inline"]
        token.meta = {"display": match["display"] is not None}
    state.pos = match.end()
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or not _line(state, start).startswith("$$"):
        return False
    last = _last_line(state, start, end)
    if last is None:
        return False
    if not silent:
        text = state.getLines(start, last + 1, state.sCount[start], False)
        token = state.push("maths_block", "math", 0)
        token.block = True
        token.content = text.strip().removeprefix("$$").removesuffix("$$")
        token.meta = {"display": True}
        token.map = [start, last + 1]
        state.line = last + 1
    return True


def _last_line(state: StateBlock, start: int, end: int) -> int | None:
    """The line that ends with `$$`, before any blank or outdented line."""
    first = _line(state, start)[2:]
    if "$$" in first:
        return start if first.endswith("$$") and first.count("$$") == 1 else None
    stop = state.bMarks[start] + MAX_BYTES
    for number in range(start + 1, end):
        line = _line(state, number)
        outside = state.sCount[number] < state.blkIndent
        if not line or outside or state.bMarks[number] > stop:
            return None
        if "$$" in line:
            return number if line.endswith("$$") else None
    return None


def _line(state: StateBlock, number: int) -> str:
    begin = state.bMarks[number] + state.tShift[number]
    return state.src[begin : state.eMarks[number]].rstrip()


def _render_inline(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    try:
        return mathml(token.content, display=token.meta["display"])
    except MathsError:
        return f'<code class="unresolved">{escape(token.content)}</code>'


def _render_block(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    formula = _render_inline(self, tokens, index, options, env)
    return (
        '<div class="equation"><div class="scroll" tabindex="0" role="group" '
        f'aria-label="Equation">{formula}</div></div>\n'
    )
