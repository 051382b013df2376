"""Charts, drawn from their data, which stays beneath them as a table."""

from typing import Any

from django.db import models
from django.utils.safestring import SafeString, mark_safe
from wagtail import blocks

from writing.blocks.base import LabelBlock, LocatorsBlock, PlacedBlock
from writing.blocks.tables import DataBlock
from writing.rendering.charts import (
    NARROW,
    ROOMY,
    Axis,
    Chart,
    ChartError,
    ReferenceLine,
    Series,
    draw_chart,
)
from writing.rendering.document import Document


class ChartKind(models.TextChoices):
    """How the data is drawn."""

    BAR = "bar", "Bars"
    GROUPED_BAR = "grouped-bar", "Grouped bars"
    LINE = "line", "Lines"
    SCATTER = "scatter", "Points"


class Scale(models.TextChoices):
    """How an axis counts."""

    CATEGORY = "category", "Categories"
    LINEAR = "linear", "Linear"
    LOG = "log", "Logarithmic"


class XAxisBlock(blocks.StructBlock):
    """The horizontal axis."""

    label = blocks.CharBlock(required=False, max_length=80, help_text="What it counts.")
    unit = blocks.CharBlock(required=False, max_length=20)
    scale = blocks.ChoiceBlock(
        choices=Scale.choices,
        default=Scale.CATEGORY,
        help_text="Categories for names, the others for numbers.",
    )


class YAxisBlock(blocks.StructBlock):
    """The vertical axis."""

    label = blocks.CharBlock(required=False, max_length=80, help_text="What it counts.")
    unit = blocks.CharBlock(required=False, max_length=20)
    scale = blocks.ChoiceBlock(
        help_text="Logarithmic where values differ by orders of magnitude.",
        choices=[scale for scale in Scale.choices if scale[0] != Scale.CATEGORY],
        default=Scale.LINEAR,
    )


class SeriesBlock(blocks.StructBlock):
    """One column that is drawn."""

    column = blocks.CharBlock(max_length=80, help_text="As it stands in the head.")
    name = blocks.CharBlock(
        required=False, max_length=80, help_text="If it should be called otherwise."
    )
    errors = blocks.CharBlock(
        required=False,
        max_length=170,
        label="Error columns",
        help_text="One column (plus and minus), or two: low; high.",
    )


class ReferenceLineBlock(blocks.StructBlock):
    """A value drawn across the chart, such as a limit or a baseline."""

    value = blocks.CharBlock(max_length=20, help_text="A number of the vertical axis.")
    label = blocks.CharBlock(max_length=80, help_text="What is printed beside it.")


class ChartBlock(PlacedBlock):
    """Numbers worth seeing side by side."""

    kind = blocks.ChoiceBlock(
        choices=ChartKind.choices,
        default=ChartKind.BAR,
        help_text="Bars compare, lines follow a course, points relate two measures.",
    )
    data = DataBlock()
    caption = blocks.CharBlock(
        max_length=200, help_text="What is measured, and where the data is from."
    )
    alt = blocks.CharBlock(
        required=False,
        max_length=400,
        label="Alt text",
        help_text="What the chart shows, in a sentence or two.",
    )
    locators = LocatorsBlock(label="Source")
    note = blocks.CharBlock(
        required=False,
        max_length=300,
        help_text="What was read off a figure, and whose arithmetic it is.",
    )
    x = blocks.CharBlock(
        required=False,
        max_length=80,
        label="Horizontal column",
        help_text="The first column when left empty.",
    )
    series = blocks.ListBlock(
        SeriesBlock(),
        default=[],
        help_text="The columns drawn; every other column when left empty.",
    )
    x_axis = XAxisBlock(label="Horizontal axis")
    y_axis = YAxisBlock(label="Vertical axis")
    lines = blocks.ListBlock(
        ReferenceLineBlock(),
        default=[],
        label="Reference lines",
        help_text="Limits and baselines, if any.",
    )
    values = blocks.BooleanBlock(
        required=False, default=True, label="Print values beside the marks"
    )
    label = LabelBlock()

    class Meta:
        icon = "history"
        template = "writing/blocks/chart.html"
        description = "A chart from a table of numbers, with units and source."
        preview_value = {
            "kind": "bar",
            "data": "Test,Messages/s\nProducer of 50,400000\nConsumer,22000",
            "caption": "Messages a second",
            "alt": "The batching producer reaches 400,000; a consumer reads 22,000.",
            "locators": "§5, pp. 5–6",
            "x_axis": {"label": "Test", "scale": "category"},
            "y_axis": {"label": "Messages", "unit": "1/s", "scale": "linear"},
            "label": "messages",
        }

    def pieces(self, value: Any, document: Document) -> dict[str, Any]:
        return {
            "table": document.table(value.get("data") or ""),
            "locators": document.locators(value.get("locators")),
        }

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return {**context, "drawings": drawings(chart_of(value, context["anchor"]))}


def drawings(chart: Chart) -> list[SafeString]:
    """A wide and a narrow drawing, or none where a draft can't be drawn yet."""
    try:
        found = [draw_chart(chart, width) for width in (ROOMY, NARROW)]
    except ChartError:
        return []
    return [mark_safe(svg) for svg in found]  # noqa: S308


def chart_of(value: Any, name: str = "") -> Chart:
    """What a block asks for; `name` sets its ids apart from those of other charts."""
    return Chart(
        kind=value.get("kind") or ChartKind.BAR.value,
        data=value.get("data") or "",
        x=value.get("x") or "",
        series=tuple(_series(one) for one in value.get("series") or []),
        x_axis=_axis(value.get("x_axis") or {}, Scale.CATEGORY),
        y_axis=_axis(value.get("y_axis") or {}, Scale.LINEAR),
        lines=tuple(
            ReferenceLine(line.get("value") or "", line.get("label") or "")
            for line in value.get("lines") or []
        ),
        values=bool(value.get("values")),
        name=name,
        alt=value.get("alt") or "",
    )


def _series(value: Any) -> Series:
    errors = (value.get("errors") or "").split(";")
    columns = tuple(column.strip() for column in errors if column.strip())
    return Series(value.get("column") or "", value.get("name") or "", columns)


def _axis(value: Any, scale: Scale) -> Axis:
    return Axis(
        value.get("label") or "",
        value.get("unit") or "",
        str(value.get("scale") or scale.value),
    )
