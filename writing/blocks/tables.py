"""Tables of data."""

from typing import Any

from wagtail import blocks

from writing.blocks.base import LabelBlock, LocatorsBlock, PlacedBlock
from writing.rendering.document import Document


class DataBlock(blocks.TextBlock):
    """Comma-separated values, or what a spreadsheet puts on the clipboard."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            rows=8,
            help_text=(
                "CSV, or cells pasted from a spreadsheet. The first row is the head. "
                "A cell that begins with ≈ was read off a figure."
            ),
            **kwargs,
        )


class TableBlock(PlacedBlock):
    """A table of data with its source."""

    data = DataBlock()
    caption = blocks.CharBlock(
        max_length=200, help_text="What the rows tell, in one sentence."
    )
    locators = LocatorsBlock(label="Source")
    note = blocks.CharBlock(
        required=False,
        max_length=300,
        help_text="What was read off a figure, and whose arithmetic it is.",
    )
    label = LabelBlock()

    class Meta:
        icon = "table"
        template = "writing/blocks/table.html"
        description = "A data table, typed or pasted from a spreadsheet."
        preview_value = {
            "data": "Test,Messages/s\nProducer of 50,400000\nConsumer,22000",
            "caption": "What each test measured",
            "locators": "§5, pp. 5–6",
            "label": "tests",
        }

    def pieces(self, value: Any, document: Document) -> dict[str, Any]:
        return {
            "table": document.table(value.get("data") or ""),
            "locators": document.locators(value.get("locators")),
        }
