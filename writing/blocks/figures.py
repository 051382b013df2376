"""Pictures and key numbers."""

from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtailmarkdown.blocks import MarkdownBlock

from home.models import EditorialImage, Licence
from writing.blocks.base import LabelBlock, LocatorsBlock, PlacedBlock
from writing.rendering.document import Document


def sample_figure() -> dict[str, Any]:
    """What the block picker shows: the newest picture, where there is one."""
    return {
        "image": EditorialImage.objects.order_by("-created_at").first(),
        "alt": "A partition of a topic as a row of segment files.",
        "caption": "A partition is a list of segment files on disk.",
        "credit": "The editors",
        "licence": Licence.OWN,
        "label": "segments",
    }


class FigureBlock(PlacedBlock):
    """A picture of our own, or one that may be shown, with its origin."""

    image = ImageChooserBlock(
        help_text="Your own drawing, or one whose licence lets it be shown."
    )
    alt = blocks.CharBlock(
        max_length=300,
        label="Alt text",
        help_text="What the picture shows, for those who can't see it.",
    )
    caption = MarkdownBlock(
        required=False, help_text="What to see in it, and after which source."
    )
    credit = blocks.CharBlock(
        required=False, max_length=200, help_text="Left empty, it is the picture's own."
    )
    licence = blocks.ChoiceBlock(
        choices=Licence.choices,
        required=False,
        help_text="Left empty, it is the picture's own.",
    )
    label = LabelBlock()

    class Meta:
        icon = "image"
        template = "writing/blocks/figure.html"
        description = "A picture with alt text, caption, credit and licence."
        preview_value = staticmethod(sample_figure)

    def pieces(self, value: Any, document: Document) -> dict[str, Any]:
        image = value.get("image")
        licence = value.get("licence") or getattr(image, "licence", "")
        return {
            "caption_html": document.inline(value.get("caption") or ""),
            "credit": value.get("credit") or getattr(image, "credit", ""),
            "licence": Licence(licence).label if licence in Licence else "",
        }


class KeyNumberBlock(blocks.StructBlock):
    """One number that matters, its unit, what it counts, and where it stands."""

    value = blocks.CharBlock(max_length=20, help_text="As printed: 400,000.")
    unit = blocks.CharBlock(required=False, max_length=20, help_text="messages/s")
    what = blocks.CharBlock(
        max_length=120, label="What it counts", help_text="And under which conditions."
    )
    locators = LocatorsBlock()

    class Meta:
        icon = "order"
        form_classname = "struct-block key-number"


class KeyNumbersBlock(PlacedBlock):
    """Three to six numbers set large."""

    numbers = blocks.ListBlock(
        KeyNumberBlock(), help_text="Three to six that a reader should keep."
    )

    class Meta:
        icon = "order"
        template = "writing/blocks/key_numbers.html"
        description = "Three to six numbers that matter, each with its place."
        preview_value = {
            "numbers": [
                {
                    "value": "400,000",
                    "unit": "msg/s",
                    "what": "producer, batch of 50",
                    "locators": "§5, p. 5",
                },
                {
                    "value": "22,000",
                    "unit": "msg/s",
                    "what": "one consumer",
                    "locators": "§5, p. 6",
                },
            ]
        }

    def pieces(self, value: Any, document: Document) -> dict[str, Any]:
        return {
            "numbers": [
                {**number, "locators": document.locators(number.get("locators"))}
                for number in value.get("numbers") or []
            ]
        }
