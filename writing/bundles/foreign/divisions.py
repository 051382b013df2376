"""Fenced divisions and callouts."""

import re
from itertools import dropwhile

from writing.bundles.body import read_parts
from writing.bundles.directives import BY_NAME
from writing.bundles.foreign.attributes import read_attributes
from writing.bundles.foreign.listings import FENCE
from writing.bundles.foreign.report import KEPT, LEFT_OUT, quoted
from writing.bundles.foreign.source import Draft, Line, Source
from writing.bundles.splitting import COLONS, OPENING, is_blank

DIVISION = re.compile(r" {0,3}:{3,}\s*(?:\{([^{}]{0,500})\}|([\w-]{1,100}))\s*:*\s*$")
DIVISION_END = re.compile(r" {0,3}:{3,}\s*$")
CALLOUT = "callout-"
ALERT = re.compile(r" {0,3}> ?\[!(\w{1,30})\][+-]?\s*(.*)")
QUOTED = re.compile(r" {0,3}> ?")
TITLE = re.compile(r"#{1,6}\s+(.*)")


def take_directive(source: Source, draft: Draft) -> bool:
    """A directive of ours."""
    opening = OPENING.fullmatch(source.current)
    if not (opening and opening[2] in BY_NAME):
        return False
    line, first = source.number, source.current
    taken = source.take_until(rf"{opening[1]}[ \t]*$")
    if taken is None:
        return False
    text = "\n".join([first, *(text for _, text in taken)])
    draft.pieces += read_parts(text, line)
    return True


def take_division(source: Source, draft: Draft) -> bool:
    """`::: {.callout-note}` is a callout; of other divisions the content stays."""
    line = source.number
    if DIVISION_END.match(source.current):
        if not draft.open_divs:
            draft.report.add(line, "colons that close nothing", LEFT_OUT)
        draft.open_divs = max(0, draft.open_divs - 1)
        source.position += 1
        return True
    found = DIVISION.match(source.current)
    if not found:
        return False
    written = source.current.strip()
    attributes = read_attributes(found[1] if found[1] is not None else f".{found[2]}")
    kinds = [one for one in attributes.classes if one.startswith(CALLOUT)]
    inside = _inside(source) if kinds else None
    if inside is not None:
        title = attributes.take("title")
        _add_callout(draft, line, kinds[0].removeprefix(CALLOUT), title, inside)
        return True
    draft.report.add(line, f"the division {quoted(written)}", "its content is kept")
    draft.open_divs += 1
    source.position += 1
    return True


def _inside(source: Source) -> list[Line] | None:
    """Go past a division: the lines in it, unless it is never closed."""
    if source.closings is None:
        source.closings = _closings(source.lines)
    start, end = source.position + 1, source.closings.get(source.position)
    if end is None:
        return None
    source.position = end + 1
    return list(enumerate(source.lines[start:end], source.first_line + start))


def _closings(lines: list[str]) -> dict[int, int]:
    """Where each division that begins on a line ends; listings are passed over."""
    found: dict[int, int] = {}
    open_: list[int] = []
    fence = ""
    for position, line in enumerate(lines):
        if opening := FENCE.fullmatch(line):
            same = opening[2].startswith(fence) and not opening[3]
            fence = opening[2] if not fence else ("" if same else fence)
        elif not fence and DIVISION.match(line):
            open_.append(position)
        elif not fence and DIVISION_END.match(line) and open_:
            found[open_.pop()] = position
    return found


def take_alert(source: Source, draft: Draft) -> bool:
    """`> [!NOTE]`, as Hugo and GitHub write a callout."""
    found = ALERT.fullmatch(source.current)
    if not found:
        return False
    line, inside = source.number, []
    for number, text in source.rest():
        if not QUOTED.match(text):
            break
        inside.append((number, QUOTED.sub("", text, count=1)))
    source.position += 1 + len(inside)
    _add_callout(draft, line, found[1].lower(), found[2], inside)
    return True


def _add_callout(
    draft: Draft, line: int, kind: str, title: str, inside: list[Line]
) -> None:
    inside = list(dropwhile(lambda line: is_blank(line[1]), inside))
    if inside and not title and (heading := TITLE.fullmatch(inside[0][1])):
        title, inside = heading[1], inside[1:]
    if kind != "note":
        title = title or kind.capitalize()
        draft.report.add(line, f"a callout of kind “{kind}”", "taken for a note")
    for number, text in inside:
        if COLONS.match(text):
            draft.report.add(number, f"{quoted(text)} in a callout", KEPT)
    draft.add("callout", line, kind="note", title=title[:80]).lines = inside
