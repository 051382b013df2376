"""What the editor's preview panel has that readers' pages have not."""

import re
from typing import TYPE_CHECKING

from django.utils.html import format_html

if TYPE_CHECKING:
    from writing.models import Rendered, ReviewPage

ARTICLE = ""

# By the name in an address, as the panel's menu has them.
PREVIEW_MODES = {
    ARTICLE: "Article",
    "entry": "Card in the index",
    "card": "Social card",
    "feed": "Feed entry",
    "print": "Print",
    "markdown": "Markdown",
}

# The element that a block is: its template begins with it.
ELEMENT = re.compile(r"<[a-z]+")


def mark_blocks(rendered: "Rendered", review: "ReviewPage") -> "Rendered":
    """The drawing with each block's id on its element, for a click to lead back."""
    for drawn, block in zip(rendered.blocks, review.body, strict=True):
        html = drawn["html"]
        if element := ELEMENT.search(html):
            mark = format_html(' data-block="{}"', block.id)
            drawn["html"] = html[: element.end()] + mark + html[element.end() :]
    return rendered
