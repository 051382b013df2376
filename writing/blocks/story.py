"""The palette of a review."""

from wagtail import blocks

from writing.blocks.base import SerialStreamBlock
from writing.blocks.charts import ChartBlock
from writing.blocks.claims import ClaimBlock, QuoteBlock
from writing.blocks.code import CodeBlock
from writing.blocks.figures import FigureBlock, KeyNumbersBlock
from writing.blocks.maths import EquationBlock
from writing.blocks.notes import CalloutBlock
from writing.blocks.prose import ProseBlock
from writing.blocks.tables import TableBlock


class StoryBlock(SerialStreamBlock):
    """What the body of a review may be made of."""

    prose = ProseBlock(group="Text")
    claim = ClaimBlock(group="Claims")
    quote = QuoteBlock(group="Claims")
    key_numbers = KeyNumbersBlock(group="Numbers")
    chart = ChartBlock(group="Numbers")
    table = TableBlock(group="Numbers")
    equation = EquationBlock(group="Technical")
    code = CodeBlock(group="Technical")
    figure = FigureBlock(group="Text")
    callout = CalloutBlock(group="Text")


class TakeawaysBlock(SerialStreamBlock):
    """Three to five sentences to take away."""

    takeaway = blocks.TextBlock(rows=2, max_length=300, icon="pick")
