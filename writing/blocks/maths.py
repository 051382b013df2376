"""Displayed formulas."""

from typing import Any

from wagtail import blocks

from writing.blocks.base import LabelBlock, PlacedBlock
from writing.rendering.document import Document


class EquationBlock(PlacedBlock):
    """A formula in LaTeX, numbered unless told otherwise."""

    latex = blocks.TextBlock(rows=3, label="LaTeX", help_text="Without dollar signs.")
    alt = blocks.CharBlock(
        required=False,
        max_length=300,
        label="In words",
        help_text="The formula read aloud.",
    )
    numbered = blocks.BooleanBlock(
        required=False, default=True, help_text="So that the text can refer to it."
    )
    label = LabelBlock()

    class Meta:
        icon = "superscript"
        template = "writing/blocks/equation.html"
        description = "A displayed formula in LaTeX, set on the server."
        preview_value = {
            "latex": r"N = \frac{|P_T|}{|C_T|}",
            "numbered": True,
            "label": "rebalance",
        }

    def pieces(self, value: Any, document: Document) -> dict[str, Any]:
        return {
            "mathml": document.equation(
                value.get("latex") or "", value.get("alt") or ""
            )
        }
