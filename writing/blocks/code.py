"""Code and pseudocode."""

from typing import Any

from wagtail import blocks

from writing.blocks.base import LabelBlock, PlacedBlock
from writing.rendering.code import LANGUAGES
from writing.rendering.document import Document


class CodeBlock(PlacedBlock):
    """A listing, highlighted on the server."""

    language = blocks.ChoiceBlock(choices=LANGUAGES, default="python")
    code = blocks.TextBlock(rows=10)
    caption = blocks.CharBlock(
        required=False,
        max_length=200,
        help_text="What it does, whose it is, and after which place in the paper.",
    )
    lines = blocks.RegexBlock(
        regex=r"^(\d{1,4}(-\d{1,4})?)(\s*,\s*\d{1,4}(-\d{1,4})?)*\Z",
        required=False,
        max_length=100,
        label="Highlighted lines",
        help_text="For example: 2,4-6",
        error_messages={"invalid": "Write lines and ranges like 2,4-6."},
    )
    label = LabelBlock()

    class Meta:
        icon = "code"
        template = "writing/blocks/code.html"
        description = "Code or pseudocode with a caption."
        preview_value = {
            "language": "pseudocode",
            "code": "for p in mine:\n    claim(p)\n    pull(p)",
            "caption": "Rebalancing, after Algorithm 1",
            "label": "rebalancing",
        }

    def pieces(self, value: Any, document: Document) -> dict[str, Any]:
        return {
            "html": document.code(
                value.get("code") or "", value.get("language"), value.get("lines") or ""
            )
        }
