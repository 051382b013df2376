"""`[@key, §3; @other]` in Markdown: references by number, with their places."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from writing.locators import LocatorError, format_locators, parse_locators
from writing.rendering.scope import Progress

CITATION = re.compile(r"\[(@[^\s\[\]][^\[\]]{0,1000})\](?!\()")
SEPARATOR = re.compile(r";\s*(?=@)")
ITEM = re.compile(r"@([^\s,;@]*[^\s,;@:])[,:]?(?:\s+(.*))?", re.DOTALL)


class Citation(NamedTuple):
    key: str
    locators: str


def citations_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.before("link", "citation", _citation)
    md.add_render_rule("citation", _render)


def place_text(locators: str) -> str:
    """The canonical text of what was typed after a key; LocatorError if unreadable."""
    return format_locators(parse_locators(locators))


def _citation(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    match = CITATION.match(state.src, state.pos, state.posMax)
    items = _items(match[1]) if match else []
    if not match or not items:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match[0]
        token.meta = {"items": items}
    state.pos = match.end()
    return True


def _items(text: str) -> list[Citation]:
    """Divide at the semicolons before a key; other semicolons divide its places."""
    matches = [ITEM.fullmatch(part.strip()) for part in SEPARATOR.split(text)]
    items = [Citation(m[1], " ".join((m[2] or "").split())) for m in matches if m]
    return items if len(items) == len(matches) else []


def _render(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    items, line = tokens[index].meta["items"], tokens[index].meta["line"]
    if len(items) == 1:
        return _reference(items[0], line, env["progress"], "[{}]")
    parts = (_reference(item, line, env["progress"], "{}") for item in items)
    return f"[{'; '.join(parts)}]"


def _reference(item: Citation, line: int, progress: Progress, brackets: str) -> str:
    number = progress.scope.cite(item.key)
    if number is None:
        progress.fault(line, f"There is no reference “{item.key}”.")
        text = brackets.format(_joined(f"@{item.key}", item.locators))
        return f'<span class="unresolved">{escape(text)}</span>'
    place = _place(item)
    text = escape(brackets.format(_joined(str(number), place)))
    anchor = progress.scope.use(item.key)
    href = f"#ref-{escape(item.key)}"
    return f'<a class="cite" id="{anchor}" href="{href}">{text}</a>'


def _place(item: Citation) -> str:
    try:
        return place_text(item.locators)
    except LocatorError:
        return item.locators


def _joined(name: str, place: str) -> str:
    return f"{name}, {place}" if place else name
