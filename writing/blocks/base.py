"""What the blocks of a review have in common: a place on the page, and one lock."""

from threading import RLock
from typing import Any

from django.core.validators import RegexValidator
from wagtail import blocks

from writing.rendering.document import Document

LABEL_LENGTH = 40

_validation = RLock()


class SerialStreamBlock(blocks.StreamBlock):
    """A StreamBlock that validates one value at a time.

    Wagtail defers `required` for drafts by writing to block objects that all threads
    share. Two validations that overlap could leave it deferred for the life of the
    process, and an incomplete claim would then pass a publish.
    """

    def clean(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        with _validation:
            return super().clean(value, *args, **kwargs)

    def clean_deferred(self, value: Any) -> Any:
        with _validation:
            return super().clean_deferred(value)


class LabelBlock(blocks.CharBlock):
    """The short, lasting name of a block: its anchor and its cross-reference key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=LABEL_LENGTH,
            validators=[
                RegexValidator(r"^[a-z0-9-]+\Z", "Use a-z, 0-9 and hyphens only.")
            ],
            help_text="Left empty, it is proposed from the text and then kept.",
            **kwargs,
        )


class LocatorsBlock(blocks.CharBlock):
    """Where to look, in the grammar of writing/locators.py; kept as typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Where to look")
        super().__init__(
            required=False,
            max_length=300,
            help_text=(
                "For example: §5, p. 5; Fig. 4. A version first: v4: Table 3. "
                "Another work: @key: §2, p. 3."
            ),
            **kwargs,
        )


class PlacedBlock(blocks.StructBlock):
    """A block drawn with its number and anchor, which depend on the page around it."""

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        document: Document = context.get("document") or Document.alone(value)
        place = document.place(context.get("block_id", ""))
        return {
            **context,
            "block_number": place.number,
            "anchor": place.anchor,
            "former_anchors": place.former,
            "changed": place.changed,
            **self.pieces(value, document),
        }

    def pieces(self, value: Any, document: Document) -> dict[str, Any]:
        """What the template shows beyond the value itself."""
        return {}
