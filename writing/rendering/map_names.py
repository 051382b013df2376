"""Sets a paper's name on the map: how wide it is, and where it breaks."""

from itertools import accumulate

# What the interface face takes at 14 px and weight 500, rounded up.
LETTERS = {
    4.0: " 'ijl/,.’‘",
    4.8: "!:;[]()f|",
    5.8: "t{}r-I\\",
    7.0: '"?szc',
    7.5: "*LvyJx",
    8.0: "gakoe_F",
    8.4: "hnubdpqSETZ–0123456789$+<=>^`~",
    9.0: "YCPVX",
    10.0: "BKRA#DU&GOQHN—",
    11.8: "wM…",
    13.2: "m@W%",
}
WIDTHS = {letter: width for width, letters in LETTERS.items() for letter in letters}
UNKNOWN, FULL = 10.0, 14.5
# Chinese, Japanese, Korean and what else fills a square.
FIRST_IDEOGRAPH = "\u2e80"
LINE = 18
MOST_LINES = 2
ELLIPSIS = "…"


def measured(text: str) -> float:
    """The width of a line in pixels, rather too much than too little."""
    return sum(map(_width, text))


def broken(name: str, room: int) -> list[str]:
    """The name on at most two lines that fit; what is left of it gives way to “…”."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if measured(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    lines = [line for line in lines if line] or [ELLIPSIS]
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1 :] = [f"{lines[MOST_LINES - 1]} {ELLIPSIS}"]
    return [_cut(line, room) for line in lines]


def _cut(line: str, room: int) -> str:
    if measured(line) <= room:
        return line
    kept = room - measured(ELLIPSIS)
    fitting = sum(width <= kept for width in accumulate(map(_width, line)))
    return line[:fitting].rstrip(f" {ELLIPSIS}") + ELLIPSIS


def _width(letter: str) -> float:
    return WIDTHS.get(letter, FULL if letter >= FIRST_IDEOGRAPH else UNKNOWN)
