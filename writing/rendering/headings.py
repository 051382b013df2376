"""Headings: levels two to four, each with an anchor of its own."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from writing.rendering.scope import Progress

LABEL = re.compile(r"(?:^|\s)\{#([^{}\s]*)\}\s*$")
VALID_LABEL = re.compile(r"[a-z0-9-]{1,40}")
LEVELS = {"h1": 2, "h2": 2, "h3": 3}
DEEPEST = 4


def headings_plugin(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "heading_labels", _take_labels)
    md.add_render_rule("heading_open", _render_open)
    md.add_render_rule("heading_close", _render_close)


def text_of(tokens: Iterable[Token]) -> str:
    """What a reader sees of a line, maths as its source."""
    return " ".join("".join(map(_text_of_token, tokens)).split())


def _text_of_token(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    if token.type == "image":
        return text_of(token.children or [])
    return "" if token.type == "citation" else token.content


def _take_labels(state: StateCore) -> None:
    for heading, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type == "heading_open":
            _take_label(heading, inline)


def _take_label(heading: Token, inline: Token) -> None:
    if match := LABEL.search(inline.content):
        inline.content = inline.content[: match.start()]
        if VALID_LABEL.fullmatch(match[1]):
            heading.meta["label"] = match[1]
        else:
            heading.meta["fault"] = (
                f"“{match[1]}” can't be an anchor: write up to 40 of a-z, 0-9 and -."
            )
    if not inline.content:
        heading.meta["fault"] = "A heading is empty."


def _render_open(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token, progress = tokens[index], env["progress"]
    level = LEVELS.get(token.tag, DEEPEST)
    label = token.meta.get("label", "")
    text = text_of(tokens[index + 1].children or [])
    heading = progress.scope.add_heading(level, text, label)
    if label and heading.id != label:
        line = token.map[0] + 1 if token.map else 1
        progress.fault(line, f"The anchor “{label}” stands for something else already.")
    env["heading"] = heading
    return f'<h{level} id="{escape(heading.id)}">'


def _render_close(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    progress: Progress = env["progress"]
    heading = env["heading"]
    return (
        f' <a class="anchor" href="#{escape(heading.id)}" '
        f'aria-label="Link to this section">#</a></h{heading.level}>\n'
        f"{progress.release()}"
    )
