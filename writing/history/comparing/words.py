"""Two texts as one, with the words marked that were taken out and put in.

Lines are held against lines first and words only within those that changed, so that
two texts of ten thousand words are compared in less than a second. Everything is
escaped where it is put together.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# A word with the space after it: a space alone would be found to match everywhere.
WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
# Beyond this many words a changed passage is shown as taken out and put in whole.
MOST_WORDS = 20_000
# Of unchanged lines only these many are shown, before a change and after it.
CONTEXT = 2
# Less alike than this, two passages are two passages.
ALIKE = 0.3

Pieces = Iterator[tuple[str, str]]

MARKS = {
    "equal": "{}",
    "deletion": '<del class="deletion">{}</del>',
    "addition": '<ins class="addition">{}</ins>',
    "unchanged": '<span class="unchanged">{}</span>',
}


def changed_words(before: str, after: str) -> SafeString:
    """The text with its changes marked; long unchanged stretches are left out."""
    marked = (format_html(MARKS[kind], text) for kind, text in _pieces(before, after))
    inner = format_html_join("", "{}", ((piece,) for piece in marked))
    return format_html('<div class="compared">{}</div>', inner)


def likeness(before: str, after: str) -> float:
    """How alike two texts are, from 0 to 1, counted in words."""
    matcher = SequenceMatcher(None, WORD.findall(before), WORD.findall(after))
    return matcher.quick_ratio()


def _pieces(before: str, after: str) -> Pieces:
    if before == after:
        yield "equal", after
        return
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            yield from _unchanged(old[i:j], is_first=i == 0, is_last=j == len(old))
        else:
            yield from _changed("".join(old[i:j]), "".join(new[k:m]))


def _unchanged(lines: list[str], *, is_first: bool, is_last: bool) -> Pieces:
    """The lines next to a change, and how many there are between."""
    head = 0 if is_first else CONTEXT
    tail = 0 if is_last else CONTEXT
    hidden = lines[head : len(lines) - tail]
    if len([line for line in hidden if line.strip()]) < CONTEXT:
        yield "equal", "".join(lines)
        return
    yield "equal", "".join(lines[:head])
    count = len([line for line in hidden if line.strip()])
    yield "unchanged", f"{count} lines unchanged"
    yield "equal", "".join(lines[len(lines) - tail :])


def _changed(before: str, after: str) -> Pieces:
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(None, old, new)
    too_long = len(old) + len(new) > MOST_WORDS
    if too_long or matcher.quick_ratio() < ALIKE:
        yield "deletion", before
        yield "addition", after
        return
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield "equal", "".join(old[i:j])
            continue
        yield "deletion", "".join(old[i:j])
        yield "addition", "".join(new[k:m])
