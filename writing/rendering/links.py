"""Links in prose: to the web, to mail, to this site and within the page."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.token import Token

from writing.rendering.headings import text_of

ALLOWED = re.compile(r"https?://[^/?#]|mailto:[^?]|/(?![/\\])|#.", re.IGNORECASE)
EXTERNAL = re.compile(r"https?:", re.IGNORECASE)


def links_plugin(md: MarkdownIt) -> None:
    md.add_render_rule("link_open", _render_open)
    md.add_render_rule("link_close", _render_close)
    md.add_render_rule("image", _render_image)


def is_allowed(href: str) -> bool:
    return bool(ALLOWED.match(href))


def _render_open(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    if not token.meta["linked"]:
        return ""
    href = str(token.attrGet("href"))
    title = token.attrGet("title")
    attributes = f' title="{escape(title)}"' if title else ""
    attributes += ' rel="noopener"' if EXTERNAL.match(href) else ""
    return f'<a href="{escape(href)}"{attributes}>'


def _render_close(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return "</a>" if tokens[index].meta["linked"] else ""


def _render_image(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return str(escape(text_of(tokens[index].children or [])))
