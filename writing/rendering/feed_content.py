"""A rendered review as a feed carries it: without our style sheet, script and marks."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from nh3 import Cleaner

from writing.rendering.sanitizing import MATHS, MATHS_ATTRIBUTES, TEXT

# A scale without its style sheet would print five verdicts in a row.
SCALE = re.compile(r'<ol class="scale".*?</ol>', re.DOTALL)
STEP = re.compile(
    r'<li aria-current="true">.*?<span>(?P<word>.*?)</span></li>', re.DOTALL
)
PICTURE = re.compile(
    r'<svg\b[^>]*\brole="img"[^>]*\baria-label="(?P<alt>[^"]*)"[^>]*>.*?</svg>',
    re.DOTALL,
)
# What only works beside our own page: permalinks, marks in the margin, narrow drawings,
# the way to object.
MARKS = re.compile(
    r'<a class="(?:anchor|claim-mark|number)"[^>]*>.*?</a>'
    r'|<p class="dispute">.*?</p>'
    r'|<svg class="narrow".*?</svg>|<span id="[^"]*" hidden></span>',
    re.DOTALL,
)
NOTE = re.compile(r'<span class="side-note"[^>]*><span class="n">(\d+)</span>')
SPAN = re.compile(r"<span\b[^>]*>|</span>")
TAGS = {
    *("article", "aside", "cite", "dd", "details", "dl", "dt", "figcaption", "figure"),
    *("header", "img", "section", "small", "summary", "caption"),
}


def feed_html(blocks: Iterable[str], address: str) -> str:
    """The blocks of the page at `address` as one text, with whole addresses."""
    html = _bracketed(MARKS.sub("", "".join(blocks)))
    html = SCALE.sub(_verdict, html)
    html = PICTURE.sub(r"<p>\g<alt></p>", html)

    def whole(tag: str, attribute: str, value: str) -> str:
        return urljoin(address, value) if attribute in {"href", "src"} else value

    return Cleaner(
        tags=(MATHS | TEXT | TAGS) - {"svg", "use"},
        clean_content_tags={"script", "style", "svg"},
        attributes=dict.fromkeys(MATHS, MATHS_ATTRIBUTES - {"class"})
        | {
            "a": {"href", "title"},
            "img": {"src", "alt", "width", "height"},
            "ol": {"start"},
            "td": {"colspan"},
            "th": {"scope", "colspan"},
        },
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        attribute_filter=whole,
    ).clean(html)


def _bracketed(html: str) -> str:
    """The text with its side notes in brackets, since nothing sets them apart."""
    parts = NOTE.split(html)
    return parts[0] + "".join(map(_bracketed_note, parts[1::2], parts[2::2]))


def _bracketed_note(number: str, text: str) -> str:
    """A note that begins `text`, up to the end of the element that holds it."""
    depth = 1
    for tag in SPAN.finditer(text):
        depth += -1 if tag[0] == "</span>" else 1
        if depth == 0:
            note, rest = text[: tag.start()], text[tag.start() :]
            return f"<span> [Note {number}: {note}]{rest}"
    return text


def _verdict(scale: re.Match[str]) -> str:
    step = STEP.search(scale[0])
    return f"<p><b>{step['word']}</b></p>" if step else ""
