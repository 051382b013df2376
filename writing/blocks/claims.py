"""Claims and quotations: what is said, and what the paper says."""

from dataclasses import dataclass
from typing import Any

from wagtail import blocks
from wagtailmarkdown.blocks import MarkdownBlock

from writing.blocks.base import LabelBlock, LocatorsBlock, PlacedBlock
from writing.rendering.document import Document
from writing.verdicts import Verdict

QUOTED_WORDS = 40


@dataclass(frozen=True)
class Hearing:
    """Where a claim is said, as printed, and the address to look it up."""

    text: str
    url: str = ""


class HeardValue(blocks.StructValue):
    """Where a claim is said: common reading, a work in the bibliography, or a link."""

    def hearing(self, document: Document) -> Hearing:
        """As printed; a work is named by its number in the page's bibliography."""
        kind = self.get("kind")
        if kind == "reference" and (key := self.get("reference")):
            return Hearing(f"[{document.cite(key)}]", f"#ref-{key}")
        if kind == "link" and self.get("url"):
            day = self.get("date")
            date = f", {day.day} {day:%B %Y}" if day else ""
            return Hearing(f"{self.get('title') or self['url']}{date}", self["url"])
        return Hearing("common reading")


class HeardBlock(blocks.StructBlock):
    """Where the claim is said; nobody is named without a source to look up."""

    kind = blocks.ChoiceBlock(
        choices=[
            ("reading", "Common reading"),
            ("reference", "A work in the references"),
            ("link", "A dated link"),
        ],
        default="reading",
        label="Heard",
        help_text="A person or a company is named with a source only.",
    )
    reference = blocks.CharBlock(
        required=False, max_length=80, help_text="Its key in the references."
    )
    url = blocks.URLBlock(
        required=False,
        max_length=500,
        label="Address",
        help_text="Of a dated link: the page where it is said.",
    )
    title = blocks.CharBlock(
        required=False, max_length=200, help_text="The link's name on the page."
    )
    date = blocks.DateBlock(
        required=False, help_text="The day it was said, or last seen there."
    )

    class Meta:
        value_class = HeardValue
        label = "Where it is said"
        form_classname = "struct-block heard"


class ClaimBlock(PlacedBlock):
    """One thing that is said of the paper, held against what the paper says."""

    said = blocks.CharBlock(
        max_length=300,
        label="What is said",
        help_text="One sentence, as people say it.",
    )
    verdict = blocks.ChoiceBlock(
        choices=Verdict.choices,
        help_text="How far the paper bears it out, as far as its text goes.",
    )
    found = MarkdownBlock(
        label="What the paper says",
        help_text="In your own words, in one to four sentences.",
    )
    locators = LocatorsBlock()
    words = blocks.TextBlock(
        required=False,
        rows=2,
        label="Exact words",
        help_text=f"The paper's own words, at most {QUOTED_WORDS}.",
    )
    heard = HeardBlock()
    label = LabelBlock()

    class Meta:
        icon = "clipboard-list"
        template = "writing/blocks/claim.html"
        description = "What is said of the paper, the verdict, and where to look."
        preview_value = {
            "said": "Kafka delivers each message exactly once.",
            "verdict": "contradicted",
            "found": "The paper promises at-least-once delivery.",
            "locators": "§3.3, p. 4",
            "heard": {"kind": "reading"},
            "label": "exactly-once",
        }

    def pieces(self, value: Any, document: Document) -> dict[str, Any]:
        verdict = value.get("verdict")
        heard = value.get("heard")
        return {
            "found_html": document.markdown(value.get("found") or ""),
            "verdict": Verdict(verdict) if verdict in Verdict else None,
            "scale": list(Verdict),
            "locators": document.locators(value.get("locators")),
            "heard": heard.hearing(document) if heard else Hearing("common reading"),
        }


class QuoteBlock(PlacedBlock):
    """The paper's own words."""

    text = blocks.TextBlock(
        rows=3, help_text=f"Letter by letter, at most {QUOTED_WORDS} words."
    )
    locators = LocatorsBlock()

    class Meta:
        icon = "openquote"
        template = "writing/blocks/quote.html"
        description = "A short passage in the paper's own words, with its place."
        preview_value = {"text": "Words of the paper.", "locators": "§3.3, p. 4"}

    def pieces(self, value: Any, document: Document) -> dict[str, Any]:
        return {"locators": document.locators(value.get("locators"))}
