"""Where a title breaks, and how large it can be."""

import re
from dataclasses import dataclass

from writing.rendering.cards.faces import Style, clusters, length

ELLIPSIS = "…"
# Not left hanging before an ellipsis.
TRAILING = " ,;:.–—-…("


@dataclass(frozen=True)
class Step:
    """A size, the distance of its lines, and how many of them there may be."""

    style: Style
    leading: int
    most: int


def step(size: int, leading: int, most: int) -> Step:
    """A step of the title's face."""
    return Step(Style("display", size, 460), leading, most)


STEPS = (
    step(84, 92, 2),
    step(76, 84, 2),
    step(68, 75, 3),
    step(56, 61, 4),
    step(47, 55, 4),
)
# No line begins with a dash.
BREAK = re.compile(r" (?![–—-] )")


def fitted(text: str, width: float) -> tuple[Step, list[str]]:
    """The lines of a title at the largest step at which it fits whole.

    At the smallest, words wider than the line are broken, and what is still too long
    is cut and ends in an ellipsis.
    """
    words = BREAK.split(text)
    for size in STEPS:
        lines = wrapped(words, size.style, width)
        fits = all(length(line, size.style) <= width for line in lines)
        if fits and len(lines) <= size.most:
            return size, balanced(lines, size.style, width)
    pieces = [part for word in words for part in parts(word, size.style, width)]
    lines = wrapped(pieces, size.style, width)
    if len(lines) > size.most:
        rest = " ".join(lines[size.most - 1 :])
        lines = [*lines[: size.most - 1], shortened(rest, size.style, width)]
    return size, lines


def wrapped(words: list[str], style: Style, width: float) -> list[str]:
    """Words in lines, each as full as it can be."""
    lines = words[:1]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if length(longer, style) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(lines: list[str], style: Style, width: float) -> list[str]:
    """The same number of lines, as even as they can be."""
    words = BREAK.split(" ".join(lines))
    narrow, best = width / 2, lines
    # Halving the doubt ten times leaves less than a pixel of it.
    for _ in range(10):
        middle = (narrow + width) / 2
        attempt = wrapped(words, style, middle)
        widest = max(length(line, style) for line in attempt)
        if len(attempt) <= len(lines) and widest <= middle:
            best, width = attempt, middle
        else:
            narrow = middle
    return best


def parts(word: str, style: Style, width: float) -> list[str]:
    """A word in pieces no wider than a line."""
    pieces = [""]
    for cluster in clusters(word):
        if length(pieces[-1] + cluster, style) > width:
            pieces.append("")
        pieces[-1] += cluster
    return pieces


def shortened(text: str, style: Style, width: float) -> str:
    """As much of the text as the width holds, with an ellipsis if that isn't all."""
    if length(text, style) <= width:
        return text
    kept = list(clusters(text))
    while kept and length("".join(kept) + ELLIPSIS, style) > width:
        kept.pop()
    whole = "".join(kept)
    # Between words if there is one to end with, or else anywhere.
    cut = whole.rpartition(" ")[0] or whole
    return cut.rstrip(TRAILING) + ELLIPSIS
