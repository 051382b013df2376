"""Where each part of a parsed text stands, and what is wrong with it."""

from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from writing.locators import LocatorError
from writing.rendering.citations import place_text
from writing.rendering.code import CodeError, highlight
from writing.rendering.links import is_allowed
from writing.rendering.listings import language
from writing.rendering.maths import MathsError, mathml
from writing.rendering.scope import Note, Progress
from writing.rendering.typography import BREAKS

PARAGRAPH = {"paragraph_open", "inline", "paragraph_close"}
SURROUNDINGS = {"th_open": "cell", "td_open": "cell", "heading_open": "heading"}


def inspection_plugin(md: MarkdownIt) -> None:
    md.core.ruler.push("inspect", _inspect)


def _inspect(state: StateCore) -> None:
    progress: Progress = state.env["progress"]
    _place_blocks(state.tokens, frozenset())
    for note in progress.notes.values():
        _place_blocks(note.content, frozenset({"note"}))
    tokens = list(_everything(state.tokens, progress))
    for token in tokens:
        if message := FAULTS.get(token.type, _no_fault)(token, progress):
            progress.fault(_line(token), message)
    _inspect_notes(tokens, progress)


def _inspect_notes(tokens: list[Token], progress: Progress) -> None:
    called = {t.meta["label"] for t in tokens if t.type == "footnote_ref"}
    for label, note in progress.notes.items():
        if problem := _note_problem(note, label in called):
            progress.fault(note.line, f"The note [^{label}] {problem}.")


def _note_problem(note: Note, is_called: bool) -> str:
    if not is_called:
        return "is never called"
    if not any(token.content for token in note.content):
        return "is empty"
    others = {token.type for token in note.content} - PARAGRAPH
    return "may hold paragraphs only" if others else ""


def _place_blocks(tokens: list[Token], around: frozenset[str]) -> None:
    """Tell each token inside a paragraph its line and what it stands within."""
    open_blocks: list[Token] = []
    for token in tokens:
        if token.nesting > 0:
            open_blocks.append(token)
        elif token.nesting < 0:
            open_blocks.pop()
        elif token.type == "inline":
            names = {SURROUNDINGS.get(block.type, "") for block in open_blocks}
            _place_inline(token, around | names - {""}, open_blocks)


def _place_inline(
    inline: Token, around: frozenset[str], open_blocks: list[Token]
) -> None:
    line = _line(inline)
    link: Token | None = None
    for token in inline.children or []:
        if token.type == "link_open":
            link = token
            token.meta["linked"] = is_allowed(str(token.attrGet("href")))
        elif link and token.type == "link_close":
            token.meta["linked"], link = link.meta["linked"], None
        token.meta.setdefault("line", line)
        token.meta.setdefault("within", around | {"link"} if link else around)
        line += token.type in BREAKS or token.content.count("\n")
        if token.type == "claim_open" and not token.meta["within"]:
            _mark_paragraph(open_blocks)


def _mark_paragraph(open_blocks: list[Token]) -> None:
    """Mark the element a claim mark hangs beside; in tight lists that is the item."""
    shown = [block for block in open_blocks if not block.hidden]
    if "marked" not in str(shown[-1].attrGet("class") or ""):
        shown[-1].attrJoin("class", "marked")


def _line(token: Token) -> int:
    place = token.map[0] + 1 if token.map else 1
    return int(token.meta.get("line", place))


def _everything(tokens: list[Token], progress: Progress) -> Iterator[Token]:
    yield from _with_children(tokens)
    for note in progress.notes.values():
        yield from _with_children(note.content)


def _with_children(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or []


def _no_fault(token: Token, progress: Progress) -> str:
    return ""


def _maths_fault(token: Token, progress: Progress) -> str:
    try:
        mathml(token.content, display=token.meta["display"])
    except MathsError as error:
        return str(error)
    return ""


def _code_fault(token: Token, progress: Progress) -> str:
    try:
        highlight(token.content, language(token))
    except CodeError as error:
        return str(error)
    return ""


def _link_fault(token: Token, progress: Progress) -> str:
    if token.meta["linked"]:
        return ""
    return (
        f"“{token.attrGet('href')}” can't be linked to: write http://, https:// or "
        "mailto:, a path on this site that begins with /, or #anchor."
    )


def _image_fault(token: Token, progress: Progress) -> str:
    return "Images are shown by figure blocks only."


def _note_fault(token: Token, progress: Progress) -> str:
    label = token.meta["label"]
    return "" if label in progress.notes else f"The note [^{label}] is not defined."


def _citation_fault(token: Token, progress: Progress) -> str:
    try:
        for item in token.meta["items"]:
            place_text(item.locators)
    except LocatorError as error:
        return str(error)
    return ""


def _role_fault(token: Token, progress: Progress) -> str:
    return f"There is no role {{{token.meta['name']}}}, only {{ref}} and {{claim}}."


def _claim_fault(token: Token, progress: Progress) -> str:
    if not token.meta["within"]:
        return ""
    return "A claim can be marked in paragraphs and lists only; elsewhere use {ref}."


def _heading_fault(token: Token, progress: Progress) -> str:
    return str(token.meta.get("fault", ""))


FAULTS: dict[str, Callable[[Token, Progress], str]] = {
    "maths_inline": _maths_fault,
    "maths_block": _maths_fault,
    "fence": _code_fault,
    "code_block": _code_fault,
    "link_open": _link_fault,
    "image": _image_fault,
    "footnote_ref": _note_fault,
    "citation": _citation_fault,
    "role_unknown": _role_fault,
    "claim_open": _claim_fault,
    "heading_open": _heading_fault,
}
