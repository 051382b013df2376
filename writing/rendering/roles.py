"""`{ref}` and `{claim}` in Markdown: names of labelled blocks, and claim marks."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.html import escape
from django.utils.text import capfirst
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from writing.rendering.scope import Progress, Target
from writing.verdicts import Verdict

ROLE = re.compile(
    r"\{(?P<name>[a-z][a-z-]{0,20})\}(?P<ticks>`+)(?P<text>[^`].{0,600}?)(?P=ticks)(?!`)",
    re.DOTALL,
)
LABELLED = re.compile(r"(?P<words>.*\S)\s*<(?P<label>[^<>\s]+)>\s*", re.DOTALL)


def roles_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.before("backticks", "role", _role)
    md.add_render_rule("role_unknown", _render_unknown)
    for name in ("ref", "claim"):
        md.add_render_rule(f"{name}_open", RENDERERS[name])
        md.add_render_rule(f"{name}_close", _render_close)


def _role(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    match = ROLE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        _push(state, match)
    state.pos = match.end()
    return True


def _push(state: StateInline, match: re.Match[str]) -> None:
    if match["name"] not in RENDERERS:
        token = state.push("role_unknown", "", 0)
        token.content = match[0]
        token.meta = {"name": match["name"]}
        return
    labelled = LABELLED.fullmatch(match["text"])
    label = labelled["label"] if labelled else match["text"].strip()
    # What stands for a claim is a phrase; a bare label is only its name.
    name = match["name"] if labelled else "ref"
    opening = state.push(f"{name}_open", "", 1)
    opening.meta = {"label": label, "words": bool(labelled)}
    if labelled and name == "claim":
        start = match.start("text")
        _tokenize(state, start + labelled.start("words"), start + labelled.end("words"))
    elif labelled:
        state.push("text", "", 0).content = " ".join(labelled["words"].split())
    state.push(f"{name}_close", "", -1).meta = opening.meta


def _tokenize(state: StateInline, start: int, end: int) -> None:
    """Read a part of the paragraph as Markdown, as a link's text is read."""
    pos, pos_max = state.pos, state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.pos, state.posMax = pos, pos_max
    # Text is read up to the next sign with a meaning, here the "<" before the label.
    last = state.tokens[-1]
    last.content = last.content.rstrip() if last.type == "text" else last.content


def _render_unknown(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return f'<span class="unresolved">{escape(tokens[index].content)}</span>'


def _render_ref(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    meta, progress = tokens[index].meta, env["progress"]
    target = progress.scope.targets.get(meta["label"])
    if target is None:
        return _unresolved(meta, progress)
    meta["close"] = "" if "link" in meta["within"] else "</a>"
    name = "" if meta["words"] else escape(target.name)
    return f'<a href="#{escape(target.anchor)}">{name}' if meta["close"] else str(name)


def _render_claim(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    meta, progress = tokens[index].meta, env["progress"]
    target = progress.scope.targets.get(meta["label"])
    if target is None or target.verdict is None:
        return _unresolved(meta, progress)
    meta["close"] = "</span>"
    mark = "" if meta["within"] else _mark(target, Verdict(target.verdict))
    return f'{mark}<span class="said-here">'


def _mark(target: Target, verdict: Verdict) -> str:
    name = escape(f"{capfirst(target.name)}: {verdict.label}")
    return (
        f'<a class="claim-mark" href="#{escape(target.anchor)}" aria-label="{name}">'
        f'<svg class="g g-{verdict.value} on" aria-hidden="true">'
        f'<use href="#g-{verdict.value}"></use></svg>'
        f'<span aria-hidden="true">{target.number or ""}</span></a>'
    )


def _unresolved(meta: dict[str, Any], progress: Progress) -> str:
    label = meta["label"]
    known = label in progress.scope.targets
    problem = "is not a claim" if known else "is not the label of anything here"
    progress.fault(meta["line"], f"“{label}” {problem}.")
    meta["close"] = "</span>"
    text = "" if meta["words"] else escape(label)
    return f'<span class="unresolved">{text}'


def _render_close(
    self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return str(tokens[index].meta["close"])


RENDERERS = {"ref": _render_ref, "claim": _render_claim}
