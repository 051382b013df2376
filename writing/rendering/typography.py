"""Typographer's quotation marks, by what stands before them: linear, no pairing."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

QUOTE = re.compile(r"[\"']")
OPENS_AFTER = frozenset("([{<—–-/“‘¿¡")
BREAKS = frozenset({"softbreak", "hardbreak"})


def typography_plugin(md: MarkdownIt) -> None:
    md.core.ruler.before("text_join", "quotation_marks", _core)


def curled(text: str, before: str = " ") -> str:
    """Replace straight quotation marks; `before` is the character ahead of the text."""

    def curl(match: re.Match[str]) -> str:
        i = match.start()
        previous = text[i - 1] if i else before
        following = text[i + 1 : i + 2]
        opens = previous.isspace() or previous in OPENS_AFTER
        opens = opens and not following.isspace()
        if match[0] == '"':
            return "“" if opens else "”"
        return "‘" if opens and not following.isdigit() else "’"

    return QUOTE.sub(curl, text)


def _core(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            _curl_tokens(token.children or [])


def _curl_tokens(tokens: list[Token]) -> None:
    before = " "
    previous: Token | None = None
    for token in tokens:
        if token.type == "text" and token.content and not _is_address(previous):
            token.content, before = curled(token.content, before), token.content[-1]
        elif token.nesting == 0:
            before = " " if token.type in BREAKS else "x"
        previous = token


def _is_address(previous: Token | None) -> bool:
    return previous is not None and previous.info == "auto" and previous.nesting > 0
