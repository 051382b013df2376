"""What stands where on a card."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from writing.rendering.cards import shapes
from writing.rendering.cards.faces import SCALE, Style, drawable, length, write
from writing.rendering.cards.lines import fitted, shortened

WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT = 72, WIDTH - 72
# The light colours of home/static/css/tokens.css.
PAPER, INK, INK_2 = "#fcfcfa", "#17191e", "#4b4e56"
FAINT, PENCIL = "#8b8d92", "#1d4296"
VERDICTS = {
    "holds": "#0a5940",
    "conditional": "#594f00",
    "overstated": "#853c00",
    "contradicted": "#98122f",
    "absent": "#4b4e56",
}
NAME = Style("serif", 34, 560)
KICKER, KICKER_PAPER = Style("sans", 27, 400), Style("sans", 27, 600)
HEAD = Style("serif", 27, 560)
COUNT, LABEL = Style("sans", 34, 600), Style("sans", 24, 400)
NONE = Style("sans", 34, 400)
# Baselines, and tops of what isn't text.
NAME_BASE, MASTHEAD, KICKER_BASE, TITLE_TOP = 76, 102, 156, 180
HEAD_BASE, TALLY, COUNT_BASE, LABEL_BASE = 466, 484, 536, 574
SHAPE = 36
# A venue shortened to less says nothing.
LEAST_ROOM = 120
# A longer title would be cut by its lines in any case, after more work.
LONGEST = 300


Place = tuple[str, str, int | None]
Counts = tuple[Place, ...]


@dataclass(frozen=True)
class Card:
    """What a card says.

    `counts` are a verdict's value and word and how many claims have it. Without a
    number the shape explains the scale instead.
    """

    site_name: str
    title: str
    paper: str = ""
    venue: str = ""
    counts: Counts = ()


class Canvas:
    """A picture drawn larger than it will be."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def rule(self, top: int, weight: int, fill: str) -> None:
        box = (LEFT * SCALE, top * SCALE, RIGHT * SCALE - 1, (top + weight) * SCALE - 1)
        self.draw.rectangle(box, fill=fill)

    def stamp(self, mask: Image.Image, at: tuple[float, float], fill: str) -> None:
        corner = (round(at[0] * SCALE), round(at[1] * SCALE))
        self.image.paste(
            fill, (*corner, corner[0] + mask.width, corner[1] + mask.height), mask
        )

    def text(
        self, at: tuple[float, float], text: str, style: Style, fill: str = INK
    ) -> float:
        return write(self.draw, at, text, style, fill)

    def png(self) -> bytes:
        file = BytesIO()
        self.image.reduce(SCALE).save(file, "PNG", optimize=True)
        return file.getvalue()


def draw_card(card: Card) -> bytes:
    """The card as a PNG; the same card always gives the same bytes."""
    canvas = Canvas()
    name = drawable(card.site_name[:LONGEST], "serif")
    title = drawable(card.title[:LONGEST], "display")
    draw_name(canvas, name)
    canvas.rule(MASTHEAD, 2, INK)
    if title:
        draw_kicker(canvas, card)
    draw_title(canvas, title or drawable(card.paper[:LONGEST], "display") or name)
    draw_tally(canvas, card.counts)
    return canvas.png()


def draw_name(canvas: Canvas, name: str) -> None:
    """The site's name; the mark joins it if it is two words, as in the masthead."""
    first, _, second = name.partition(" ")
    # The mark is wider than the space it stands for, though never by a whole em.
    too_long = length(name, NAME) > RIGHT - LEFT - NAME.size
    if not second or " " in second or too_long:
        canvas.text((LEFT, NAME_BASE), shortened(name, NAME, RIGHT - LEFT), NAME)
        return
    mark = shapes.arcs(round(0.6 * NAME.size * SCALE))
    overlap = 0.05 * NAME.size
    x = canvas.text((LEFT, NAME_BASE), first, NAME) - overlap
    # The mark's middle is that of a line of text, a third of its size over the base.
    top = NAME_BASE - 0.351 * NAME.size - mark.height / SCALE / 2
    canvas.stamp(mark, (x, top), PENCIL)
    canvas.text((x + mark.width / SCALE - overlap, NAME_BASE), second, NAME)


def draw_kicker(canvas: Canvas, card: Card) -> None:
    """The paper in bold and where it appeared, on one line."""
    paper = drawable(card.paper[:LONGEST], "sans")
    venue = drawable(card.venue[:LONGEST], "sans")
    paper = shortened(paper, KICKER_PAPER, RIGHT - LEFT)
    x = canvas.text((LEFT, KICKER_BASE), paper, KICKER_PAPER)
    after = ", " if paper and venue else ""
    room = RIGHT - x - length(after, KICKER)
    if venue and room > LEAST_ROOM:
        text = after + shortened(venue, KICKER, room)
        canvas.text((x, KICKER_BASE), text, KICKER, INK_2)


def draw_title(canvas: Canvas, title: str) -> None:
    """The title from the top of its place, as large as its length allows."""
    if not title:
        return
    size, lines = fitted(title, RIGHT - LEFT)
    for number, line in enumerate(lines):
        baseline = TITLE_TOP + round(size.style.size * 0.78) + number * size.leading
        canvas.text((LEFT, baseline), line, size.style)


def draw_tally(canvas: Canvas, counts: Counts) -> None:
    """The five places of the scale; words stand beneath, with equal gaps between."""
    numbers = [count for _, _, count in counts if count is not None]
    if not counts or (numbers and not sum(numbers)):
        return
    if numbers:
        total = sum(numbers)
        claims = "claim" if total == 1 else "claims"
        canvas.text(
            (LEFT, HEAD_BASE), f"{total} {claims}, held against the paper", HEAD
        )
    canvas.rule(TALLY, 2, INK)
    labels = [drawable(label, "sans") for _, label, _ in counts]
    widths = [length(label, LABEL) for label in labels]
    gap = (RIGHT - LEFT - sum(widths)) / max(1, len(widths) - 1)
    x: float = LEFT
    for (value, _, count), label, width in zip(counts, labels, widths, strict=True):
        draw_place(canvas, x, (value, label, count))
        x += width + gap


def draw_place(canvas: Canvas, x: float, place: Place) -> None:
    """One place of the scale: its shape, hollow without claims, number and word."""
    value, label, count = place
    filled = count != 0
    ink = INK if filled else INK_2
    mask = shapes.verdict(value, SHAPE * SCALE, filled=filled)
    # The square has air around the shape: its edge is set back by as much.
    at = (x - 3, COUNT_BASE - 30)
    canvas.stamp(mask, at, VERDICTS[value] if filled else FAINT)
    if count is not None:
        style = COUNT if filled else NONE
        canvas.text((x + SHAPE + 8, COUNT_BASE), str(count), style, ink)
    canvas.text((x, LABEL_BASE), label, LABEL, ink)
