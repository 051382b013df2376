"""The words of SVG: numbers kept short, every text escaped, widths foretold."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

SIZE = 14
LEADING = 17
# From a text's baseline to the middle of its lower-case letters and figures.
MIDDLE = 5
# Advance widths of IBM Plex Sans at 400, in hundredths of the size; else 66.
WIDTHS = {
    character: hundredths
    for hundredths, characters in {
        26: " '\u00a0ij,.l’‘!:;",
        33: "|[]f()·{}t²³¹",
        38: "r/\\-I⁰⁴⁵⁶⁷⁸⁹",
        47: '"*z°“”?sv',
        51: "LcyγJxagk",
        56: "⁻eéF_oThnuµEβ",
        59: "SZbdpqY–§$+0123456789<=>^~×±−",
        64: "PVXCKARΔα",
        71: "BDU&G#HNOQ",
        88: "w—…M≈m@W%",
    }.items()
    for character in characters
}
BOLDER = 1.04


def n(value: float) -> str:
    """A coordinate: tenths are finer than any screen shows."""
    return f"{round(value, 1):g}" if abs(value) < 1e4 else f"{value:.0f}"  # noqa: PLR2004


def width_of(text: str, bold: bool = False) -> float:
    """How wide a line of text will be, near enough to place it."""
    width = sum(WIDTHS.get(character, 66) for character in text) * SIZE / 100
    return width * BOLDER if bold else width


def wrapped(text: str, width: float, bold: bool = False) -> list[str]:
    """Lines no wider than that, broken between words; a long word is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width_of(longer, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_cut(line, width, bold) for line in lines if line]


def _cut(line: str, width: float, bold: bool) -> str:
    if width_of(line, bold) <= width:
        return line
    kept = line
    while kept and width_of(f"{kept}…", bold) > width:
        kept = kept[:-1]
    return f"{kept}…"


def text(x: float, y: float, content: str, kind: str = "") -> str:
    """One line; `kind` is its classes: “end” and “mid” turn it about its place."""
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{n(x)}" y="{n(y)}"{named}>{escape(content)}</text>'


def lines_of_text(
    x: float, y: float, lines: Iterable[str], kind: str = ""
) -> Iterable[str]:
    """Lines under each other, the first on that baseline."""
    for number, line in enumerate(lines):
        yield text(x, y + number * LEADING, line, kind)


def path(kind: str, d: str, title: str = "") -> str:
    """A shape, with what it says when pointed at."""
    if not title:
        return f'<path class="{kind}" d="{d}"/>'
    return f'<path class="{kind}" d="{d}"><title>{escape(title)}</title></path>'


def picture(size: tuple[float, float], kind: str, alt: str, parts: list[str]) -> str:
    """The whole drawing, which is one image to who can't see it."""
    width, height = size
    label = f' role="img" aria-label={quoteattr(alt)}' if alt else ' role="img"'
    box = f"0 0 {n(width)} {n(height)}"
    return f'<svg class="{kind}" viewBox="{box}"{label}>{"".join(parts)}</svg>'
