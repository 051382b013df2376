"""Running text in Markdown."""

from typing import Any

from wagtailmarkdown.blocks import MarkdownBlock

from writing.rendering.document import Document


class ProseBlock(MarkdownBlock):
    """Paragraphs, headings, lists and notes in Markdown."""

    class Meta:
        icon = "pilcrow"
        template = "writing/blocks/prose.html"
        description = "Paragraphs, headings, lists and notes in Markdown."
        preview_value = (
            "A partition is a **log** on disk, and a message has no identifier of "
            "its own: it is addressed by its offset, $o_{n+1} = o_n + \\ell(m_n)$."
        )

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        document: Document = context.get("document") or Document.alone(value)
        return {**context, "html": document.markdown(value)}
