"""Asides that stand out of the text."""

from typing import Any

from django.db import models
from wagtail import blocks
from wagtailmarkdown.blocks import MarkdownBlock

from writing.blocks.base import PlacedBlock
from writing.rendering.document import Document


class CalloutKind(models.TextChoices):
    """What an aside is about; its label when it has no title of its own."""

    LIMITS = "limits", "Limits"
    PRODUCTION = "production", "In production"
    NOTE = "note", "Note"


class CalloutBlock(PlacedBlock):
    """An aside on limits or on production; at most two a review."""

    kind = blocks.ChoiceBlock(
        choices=CalloutKind.choices,
        default=CalloutKind.NOTE,
        help_text="At most two asides a review.",
    )
    title = blocks.CharBlock(
        required=False, max_length=80, help_text="Left empty, the kind is printed."
    )
    text = MarkdownBlock(help_text="Two or three sentences.")

    class Meta:
        icon = "warning"
        template = "writing/blocks/callout.html"
        description = "An aside: limits, in production, or a note."
        preview_value = {
            "kind": "limits",
            "title": "Mind the comparison",
            "text": "Only Kafka batched its writes.",
        }

    def pieces(self, value: Any, document: Document) -> dict[str, Any]:
        kind = value.get("kind")
        kind_label = CalloutKind(kind).label if kind in CalloutKind else ""
        return {
            "title": value.get("title") or kind_label,
            "text_html": document.markdown(value.get("text") or ""),
        }
