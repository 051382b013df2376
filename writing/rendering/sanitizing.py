"""The last look at what goes into a page.

The renderer writes every tag itself and escapes every word of an author. This is the
second lock: should a rule ever forget to, nothing gets through that is not listed here.
"""

from nh3 import Cleaner

# fmt: off
MATHS = {
    "math", "menclose", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover",
    "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "mspace", "msqrt",
    "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder",
    "munderover",
}
TEXT = {
    "a", "b", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "hr", "i",
    "li", "ol", "p", "pre", "s", "span", "strong", "sup", "svg", "table", "tbody",
    "td", "th", "thead", "tr", "u", "ul", "use",
}
MATHS_ATTRIBUTES = {
    "accent", "accentunder", "alttext", "class", "columnspan", "depth", "display",
    "displaystyle", "fence", "form", "height", "largeop", "linethickness", "lspace",
    "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rowspan",
    "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset",
    "width",
}
# fmt: on
TEXT_ATTRIBUTES = {
    "a": {"aria-label", "class", "href", "id", "rel", "title"},
    "blockquote": {"class"},
    "code": {"class"},
    "div": {"aria-label", "class", "role", "tabindex"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "li": {"class"},
    "ol": {"start"},
    "p": {"class"},
    "span": {"aria-hidden", "class", "id", "role"},
    "sup": {"class", "id"},
    "svg": {"aria-hidden", "class"},
    "table": {"class"},
    "td": {"class"},
    "th": {"class", "scope"},
    "use": {"href"},
}
CLEANER = Cleaner(
    tags=MATHS | TEXT,
    attributes=TEXT_ATTRIBUTES | dict.fromkeys(MATHS, MATHS_ATTRIBUTES),
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def sanitize(html: str) -> str:
    return CLEANER.clean(html)
