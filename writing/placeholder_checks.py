"""Words that say that a text is not finished, wherever an editor can type one."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from writing.drafts import Draft, values_of
from writing.findings import Finding, warning

# In capitals only, as people leave them; "TK" is what journalists write.
PLACEHOLDER = re.compile(
    r"(?<![\w-])(?:TODO|FIXME|XXX|TBD|TK)(?![\w-])|\bLorem ipsum\b"
)
FIELDS = ("title", "seo_title", "search_description", "dek", "bottom_line")


def check_placeholders(draft: Draft) -> Iterator[Finding]:
    """A warning, since a paper or a listing may have such a word in earnest."""
    for name in FIELDS:
        label = name.replace("_", " ").capitalize()
        yield from _at(label, name, getattr(draft.review, name) or "")
    for text in draft.review.takeaway_texts:
        yield from _at("Takeaways", "takeaways", text)
    for contributor in draft.review.byline.all():
        yield from _at("Byline", "byline", contributor.name)
    for reference in draft.review.references.all():
        record = json.dumps(reference.record, ensure_ascii=False)
        yield from _at("References", "references", record)
    for block in draft.blocks:
        for field, text in values_of(block.value):
            for found in _placeholders(text):
                yield draft.at(block, replace(found, field=field))


def _at(label: str, field: str, text: str) -> Iterator[Finding]:
    for found in _placeholders(text):
        yield replace(found, label=label, field=field)


def _placeholders(text: str) -> Iterator[Finding]:
    for match in PLACEHOLDER.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        where = f"Line {line}: “" if "\n" in text else "“"
        yield warning(f"{where}{match[0]}” is left in the text.")
