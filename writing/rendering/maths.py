"""LaTeX to MathML, without a `style` attribute."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from django.utils.html import escape
from math_core import LatexError, LatexToMathML

from writing.rendering.sanitizing import sanitize

MAX_BYTES = 8 * 1024
MAX_OUTPUT = 256 * 1024
MAX_DEPTH = 100
MAX_EXPANSIONS = 100
MAX_UNCLOSED = 12
# With every expansion of a macro as deep, still within what the converter survives.
MAX_NESTING = 40
CLOSES = {")": "(", "]": "["}
OPENS = frozenset({"{", "\\left", "\\begin"})
NESTING = re.compile(r"\\left(?![a-z])|\\right(?![a-z])|\\begin|\\end|(?<!\\)[{}]")

CONVERTER = LatexToMathML(fancy_error=False, max_expansions=MAX_EXPANSIONS)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# Numbers beside formulas are the page's to give, so these never number themselves.
NUMBERED = re.compile(r"\\(?:begin|end)\{(?:equation|align|gather|multline)(?=\})")
TAG = re.compile(r"<(/?)[a-z][^<>]*?(/?)>")
STYLE = re.compile(r'\sstyle="([^"]*)"')
CLASS = re.compile(r'\sclass="([^"]*)"')
# Negative spaces are rounded to the nearest of TeX's thin, medium and thick space.
BACK = re.compile(r"margin-left:-(\d*\.?\d+)em")
BACK_STEPS = {"m-back-1": 0.17, "m-back-2": 0.23, "m-back-3": 0.28}
CLASSES = {
    "text-align:left": "m-left",
    "text-align:right": "m-right",
    "padding-left:0": "m-flush-left",
    "padding-right:0": "m-flush-right",
    "padding-left:1em": "m-gap",
    "padding-top:0": "m-tight",
    "border-top:0.05em solid currentcolor": "m-line-top",
    "border-left:0.05em solid currentcolor": "m-line-left",
    "border-right:0.05em solid currentcolor": "m-line-right",
    "border-top:0.05em dashed currentcolor": "m-dash-top",
    "border-left:0.05em dashed currentcolor": "m-dash-left",
    "border-right:0.05em dashed currentcolor": "m-dash-right",
    "math-shift:compact": "m-compact",
    "font-variant-caps:small-caps": "m-small-caps",
}


class MathsError(ValueError):
    """What is wrong with a formula, and where: `position` counts from one."""

    def __init__(self, message: str, position: int | None = None) -> None:
        at = f" at character {position}" if position else ""
        super().__init__(f"{message.rstrip('.')}{at}.")
        self.position = position


@lru_cache(maxsize=4096)
def mathml(latex: str, *, display: bool = False, alt: str = "") -> str:
    """Set a formula; `display` gives it a line of its own.

    `alt` says it in words to whatever can't set it; otherwise that is its source.
    """
    _refuse(latex)
    html = _convert(latex, display)
    if len(html) > MAX_OUTPUT or _depth(html) > MAX_DEPTH:
        raise MathsError("The formula is too large")
    html = TAG.sub(_without_style, html)
    words = escape(" ".join((alt or latex).split()))
    return sanitize(html.replace("<math", f'<math alttext="{words}"', 1))


def _refuse(latex: str) -> None:
    if not latex.strip():
        raise MathsError("The formula is empty")
    if found := CONTROL.search(latex):
        name = f"U+{ord(found[0]):04X}"
        raise MathsError(f"There is a control character, {name},", found.start() + 1)
    if len(latex.encode()) > MAX_BYTES:
        raise MathsError(f"A formula may hold {MAX_BYTES // 1024} kB")
    # The converter calls itself for each level and would take the process down with it.
    if _nesting(latex) > MAX_NESTING:
        raise MathsError(f"A formula may be nested {MAX_NESTING} levels deep")
    # Looking for the end of each costs twice as much with every other left open.
    if _unclosed(latex) > MAX_UNCLOSED:
        raise MathsError(f"More than {MAX_UNCLOSED} brackets are left open")


def _unclosed(latex: str) -> int:
    """How many brackets are not closed within the group that opens them."""
    groups = [Counter[str]()]
    unclosed = 0
    for sign in latex:
        if sign == "{":
            groups.append(Counter())
        elif sign == "}" and len(groups) > 1:
            unclosed += groups.pop().total()
        elif sign in "([":
            groups[-1][sign] += 1
        elif sign in ")]":
            groups[-1] -= Counter({CLOSES[sign]: 1})
    return unclosed + sum(group.total() for group in groups)


def _nesting(latex: str) -> int:
    """How many groups are open at once, as far as braces and environments tell."""
    depth = deepest = 0
    for mark in NESTING.findall(latex):
        depth += 1 if mark in OPENS else -1
        deepest = max(deepest, depth)
    return deepest


def _convert(latex: str, display: bool) -> str:
    starred = NUMBERED.sub(r"\g<0>*", latex)
    try:
        return CONVERTER.convert_with_local_state(starred, displaystyle=display)
    except LatexError as error:
        raise _explained(str(error), starred) from None


def _explained(message: str, starred: str) -> MathsError:
    place, colon, reason = COLOUR.sub("", message).strip().partition(": ")
    if not (colon and place.isdecimal()):
        return MathsError(" ".join(message.split()))
    before = starred[: int(place)]
    stars = len(NUMBERED.findall(before + "}"))
    return MathsError(" ".join(reason.split()), len(before) - stars + 1)


def _depth(html: str) -> int:
    """How deep the elements stand in each other."""
    steps = ((not m[2]) * (-1 if m[1] else 1) for m in TAG.finditer(html))
    return max(accumulate(steps), default=0)


def _without_style(tag: re.Match[str]) -> str:
    styles = STYLE.findall(tag[0])
    if not styles:
        return tag[0]
    known = dict.fromkeys(_classes(styles[0]))
    bare = STYLE.sub("", tag[0])
    known |= dict.fromkeys(" ".join(CLASS.findall(bare)).split())
    bare = CLASS.sub("", bare)
    if not known:
        return bare
    name = re.match(r"<[a-z]+", bare)
    end = name.end() if name else 0
    return f'{bare[:end]} class="{" ".join(known)}"{bare[end:]}'


def _classes(style: str) -> Iterator[str]:
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        rule = f"{name.strip()}:{value.strip()}"
        if rule in CLASSES:
            yield CLASSES[rule]
        elif back := BACK.fullmatch(rule):
            yield _nearest_step(float(back[1]))


def _nearest_step(space: float) -> str:
    return min(BACK_STEPS, key=lambda name: abs(BACK_STEPS[name] - space))
