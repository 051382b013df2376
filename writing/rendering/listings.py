"""Code and tables inside prose."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.token import Token

from writing.rendering.code import CodeError, highlight

ALIGNMENTS = {"text-align:right": ' class="num"', "text-align:center": ' class="mid"'}
LANGUAGE = re.compile(r"[\w+#-]*")


def listings_plugin(md: MarkdownIt) -> None:
    md.add_render_rule("fence", _render_code)
    md.add_render_rule("code_block", _render_code)
    md.add_render_rule("table_open", _render_table_open)
    md.add_render_rule("table_close", _render_table_close)
    for cell in ("th", "td"):
        md.add_render_rule(f"{cell}_open", _render_cell_open)
        md.add_render_rule(f"{cell}_close", _render_cell_close)


def language(token: Token) -> str:
    """The language named after the fence; none for indented code."""
    match = LANGUAGE.match(token.info.strip())
    return match[0] if match else ""


def _render_code(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    try:
        code = highlight(token.content, language(token))
    except CodeError:
        code = str(escape(token.content))
    return (
        '<div class="code"><div class="scroll" tabindex="0" role="group" '
        f'aria-label="Code"><pre><code>{code}</code></pre></div></div>\n'
    )


def _render_table_open(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Table">'
        '<table class="data">\n'
    )


def _render_table_close(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return f"</table></div>\n{env['progress'].release()}"


def _render_cell_open(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    alignment = ALIGNMENTS.get(str(tokens[index].attrGet("style")), "")
    name = _cell(tokens, index)
    scope = ' scope="col"' if name == "th" else ""
    return f"<{name}{scope}{alignment}>"


def _render_cell_close(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return f"</{_cell(tokens, index - 2)}>"


def _cell(tokens: Sequence[Token], index: int) -> str:
    """An empty head cell heads nothing."""
    return tokens[index].tag if tokens[index + 1].content else "td"
