"""Words that say that a text is not finished, wherever an editor can type one."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from writing.checks.draft import Draft, values_of
from writing.checks.findings import Finding, warning

if TYPE_CHECKING:
    from writing.models import ReviewPage

# In capitals only, as people leave them; "TK" is what journalists write.
PLACEHOLDER = re.compile(
    r"(?<![\w-])(?:TODO|FIXME|XXX|TBD|TK)(?![\w-])|\bLorem ipsum\b"
)
FIELDS = ("title", "seo_title", "search_description", "dek", "bottom_line")


def check_placeholders(draft: Draft) -> Iterator[Finding]:
    """A warning, since a paper or a listing may have such a word in earnest."""
    for name, text in _front(draft.review):
        label = name.replace("_", " ").capitalize()
        for found in _placeholders(text):
            yield replace(found, label=label, field=name)
    for block in draft.blocks:
        for field, text in values_of(block.value):
            for found in _placeholders(text):
                yield draft.at(block, replace(found, field=field))


def _front(review: "ReviewPage") -> Iterator[tuple[str, str]]:
    """The texts outside the body, each with its field in the form."""
    yield from ((name, getattr(review, name) or "") for name in FIELDS)
    yield from (("takeaways", text) for text in review.takeaway_texts)
    yield from (("byline", contributor.name) for contributor in review.byline.all())
    for reference in review.references.all():
        yield "references", json.dumps(reference.record, ensure_ascii=False)


def _placeholders(text: str) -> Iterator[Finding]:
    for match in PLACEHOLDER.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        where = f"Line {line}: “" if "\n" in text else "“"
        yield warning(f"{where}{match[0]}” is left in the text.")
