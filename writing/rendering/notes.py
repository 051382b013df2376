"""Side notes: `[^1]` in Markdown, printed where they are first called."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from writing.rendering.scope import Note, Progress


def notes_plugin(md: MarkdownIt) -> None:
    footnote_plugin(md, inline=False, move_to_end=False, always_match_refs=True)
    md.core.ruler.push("collect_notes", _collect)
    md.add_render_rule("footnote_ref", _render_call)


def _collect(state: StateCore) -> None:
    """Take the definitions out of the text and keep them by their labels."""
    progress: Progress = state.env["progress"]
    body: list[Token] = []
    open_notes: list[Note | None] = []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            open_notes.append(_define(token, progress))
        elif token.type == "footnote_reference_close":
            open_notes.pop()
        elif not open_notes:
            body.append(token)
        elif note := open_notes[-1]:
            note.content.append(token)
    state.tokens = body


def _define(token: Token, progress: Progress) -> Note | None:
    label = token.meta["label"]
    line = token.map[0] + 1 if token.map else 1
    if label in progress.notes:
        progress.fault(line, f"The note [^{label}] is defined twice.")
        return None
    progress.notes[label] = Note(line)
    return progress.notes[label]


def inline_content(note: Note) -> Iterator[Token]:
    """The text of a note in one line: its paragraphs are joined."""
    for number, token in enumerate(t for t in note.content if t.type == "inline"):
        if number:
            yield Token("softbreak", "br", 0)
        yield from token.children or []


def _render_call(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    meta = tokens[index].meta
    progress: Progress = env["progress"]
    label = meta["label"]
    if label not in progress.notes:
        return f'<span class="unresolved">{escape(f"[^{label}]")}</span>'
    if number := progress.note_numbers.get(label):
        return _call(number, first=False)
    number = progress.note_numbers[label] = progress.scope.number_note()
    progress.called.append((number, label))
    if "note" not in meta["within"]:
        _print_called(self, progress, options, env)
    call = _call(number, first=True)
    return call if meta["within"] else call + progress.release()


def _print_called(self: Any, progress: Progress, options: Any, env: Any) -> None:
    """Print a note, then those that it calls itself, one after the other."""
    while progress.called:
        number, label = progress.called.popleft()
        content = list(inline_content(progress.notes[label]))
        text = self.renderInline(content, options, env)
        progress.waiting.append(_note(number, text))


def _call(number: int, *, first: bool) -> str:
    name = f' id="note-{number}-ref"' if first else ""
    link = f'<a href="#note-{number}" aria-label="Note {number}">{number}</a>'
    return f'<sup class="ref-n"{name}>{link}</sup>'


def _note(number: int, text: str) -> str:
    return (
        f'<span class="side-note" role="note" id="note-{number}">'
        f'<span class="n">{number}</span>{text}</span>'
    )
