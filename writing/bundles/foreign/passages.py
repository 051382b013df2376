"""What else fills lines of its own: formulas, notes and comments."""

import re

from writing.bundles.foreign.attributes import read_attributes
from writing.bundles.foreign.report import LEFT_OUT, quoted
from writing.bundles.foreign.source import Draft, Line, Source
from writing.bundles.splitting import is_blank

FORMULA = re.compile(r" {0,3}(?:\$\$|\\\[)")
BRACES = r"(?:\s*\{(?P<braces>[^{}]{0,300})\})?\s*$"
ONE_LINE = re.compile(rf" {{0,3}}(?:\$\$|\\\[)(?P<latex>.+?)(?:\$\$|\\\]){BRACES}")
FORMULA_END = r"(?P<latex>.*?)(?:\$\$|\\\])" + BRACES

NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*(.*)")
LINK = re.compile(
    r"""[ ]{0,3}\[(?!\^)([^\[\]]{1,200})\]:[ \t]*(<[^<>]{0,500}>|[^\s<>]{1,500})
    (?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$""",
    re.VERBOSE,
)
INDENTED = re.compile(r"(?: {2,}|\t)\S")

COMMENT_END = r".*?-->"
LIQUID_COMMENT = re.compile(r"\s*\{%-?\s*comment\s*-?%\}")
LIQUID_COMMENT_END = r".*\{%-?\s*endcomment\s*-?%\}"
RAW = re.compile(r"\s*\{%-?\s*(?:end)?raw\s*-?%\}\s*$")
BLOCK_ATTRIBUTES = re.compile(r"\s*\{:[^{}]{0,500}\}\s*$")


def take_formula(source: Source, draft: Draft) -> bool:
    """`$$…$$` and `\\[…\\]`, on one line or several."""
    if not FORMULA.match(source.current):
        return False
    line = source.number
    if found := ONE_LINE.match(source.current):
        source.position += 1
        lines = [found["latex"]]
    else:
        first = FORMULA.sub("", source.current, count=1)
        if "$$" in first or not (taken := source.take_until(FORMULA_END)):
            return False
        found = re.match(FORMULA_END, taken[-1][1])
        lines = [
            first,
            *(text for _, text in taken[:-1]),
            found["latex"] if found else "",
        ]
    attributes = read_attributes((found["braces"] if found else "") or "")
    label = draft.label(attributes.id, line) if attributes.id else ""
    latex = "\n".join(text for text in lines if not is_blank(text)).strip()
    draft.add("equation", line, latex=latex, label=label)
    if attributes.rest:
        draft.report.add(line, f"{quoted(attributes.rest)} of a formula", LEFT_OUT)
    return True


def take_definition(source: Source, draft: Draft) -> bool:
    """The text of a side note, or the target of a link that is named elsewhere.

    A side note belongs in the block that refers to it, so it is set aside.
    """
    line = source.number
    if found := NOTE.fullmatch(source.current):
        lines = [(line, found[2]), *_continuation(source)]
        if draft.notes.setdefault(found[1], lines) is not lines:
            draft.report.add(line, f"a second note “{found[1]}”", LEFT_OUT)
        return True
    if found := LINK.fullmatch(source.current):
        draft.links.setdefault(found[1].casefold(), (line, source.current))
        source.position += 1
        return True
    return False


def _continuation(source: Source) -> list[Line]:
    """Go past a note: its further lines, which are indented."""
    lines: list[Line] = []
    kept = 0
    for number, text in source.rest():
        if not (is_blank(text) or INDENTED.match(text)):
            break
        lines.append((number, text))
        kept = kept if is_blank(text) else len(lines)
    source.position += 1 + kept
    return lines[:kept]


def take_comment(source: Source, draft: Draft) -> bool:
    """A comment that fills its lines; it is left out, and shown in the report."""
    line, text = source.number, source.current
    if LIQUID_COMMENT.match(text):
        end = LIQUID_COMMENT_END
    elif text.lstrip().startswith("<!--"):
        end = COMMENT_END
    else:
        return False
    if found := re.match(end, text):
        source.position += 1
        rest = text[found.end() :]
        text = text[: found.end()]
    else:
        taken = source.take_until(end)
        if taken is None:
            return False
        closing = re.match(end, taken[-1][1])
        rest = taken[-1][1][closing.end() :] if closing else ""
    draft.report.add(line, f"the comment {quoted(text)}", LEFT_OUT)
    if not is_blank(rest):
        draft.write(source.number - 1, rest)
    return True


def take_mark(source: Source, draft: Draft) -> bool:
    """`{% raw %}`, and the attributes that kramdown hangs beneath a block."""
    if BLOCK_ATTRIBUTES.match(source.current):
        draft.report.add(source.number, quoted(source.current), LEFT_OUT)
    elif not RAW.match(source.current):
        return False
    source.position += 1
    return True
