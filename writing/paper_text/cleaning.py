"""Text as files hold it, made readable and comparable.

`clean` is for reading and is what is stored. `fold` is for comparing: it lowers letters
and leaves out blanks, hyphens and quotation marks, since those are what extraction from
a PDF gets wrong. Each letter of a folded text is one of the clean text.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

# With halves of characters, which a broken font gives and nothing can print.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\ud800-\udfff"
CONTROL = re.compile(rf"[\x00-\x08\x0b\x0e-\x1f\x7f{INVISIBLE}]")
SOFT_HYPHEN = re.compile(r"\u00ad\s*")
# "distri-⏎buted", and "at-least-⏎once", which has another hyphen before or after.
BROKEN_WORD = re.compile(
    r"([-\u2010]?)\b([^\W_]+)[-\u2010]\s*\n\s*(?=([a-z])?\w)(?=\w+([-\u2010]\w)?)"
)
BLANKS = re.compile(r"\s+")
LEFT_OUT = (
    r"\s\-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d"  # blanks, hyphens, dashes
    r"'\"`\u00b4\u2018-\u201f\u2032\u2033\u00ab\u00bb\u2039\u203a"  # quotation marks
)
DROPPED = re.compile(rf"[{LEFT_OUT}]+")
KEPT = re.compile(rf"[^{LEFT_OUT}]")
PAGE_NUMBER = re.compile(r"[\s\-–—|\[\]()]*(?:\d{1,4}|[ivxlc]{1,6})[\s\-–—|\[\]()]*")
FEWEST_REPEATS = 3
# A page of fewer lines has no room for a running head.
FEWEST_LINES = 3


def clean(text: str) -> str:
    """One line of readable text: ligatures and broken words undone."""
    text = CONTROL.sub("", SOFT_HYPHEN.sub("", text))
    # The one letter whose lower case is two letters long.
    text = unicodedata.normalize("NFKC", text).replace("\u0130", "I")
    return BLANKS.sub(" ", BROKEN_WORD.sub(_joined, text)).strip()


def _joined(match: re.Match[str]) -> str:
    """A word that goes on in the next line; its hyphen was put in, or is its own."""
    is_own = match[1] or match[4] or match[3] is None
    return f"{match[1]}{match[2]}{'-' if is_own else ''}"


def fold(text: str) -> str:
    """A clean text without what does not count when words are compared."""
    return DROPPED.sub("", text.lower())


def positions(text: str) -> list[int]:
    """Where in a clean text each letter of its folded form stands."""
    return [match.start() for match in KEPT.finditer(text)]


def without_furniture(pages: Sequence[str]) -> list[str]:
    """Pages without their numbers and the running lines above and below the text.

    They stand in the midst of a sentence that goes on overleaf.
    """
    split = [[line for line in page.split("\n") if line.strip()] for page in pages]
    for edge in (0, -1):
        shapes = Counter(_shape(lines[edge]) for lines in split if _has_room(lines))
        for lines in split:
            if lines and _is_furniture(lines, edge, shapes[_shape(lines[edge])]):
                del lines[edge]
    return ["\n".join(lines) for lines in split]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _has_room(lines: Sequence[str]) -> bool:
    return len(lines) >= FEWEST_LINES


def _is_furniture(lines: Sequence[str], edge: int, repeats: int) -> bool:
    if PAGE_NUMBER.fullmatch(lines[edge]):
        return True
    return _has_room(lines) and repeats >= FEWEST_REPEATS
