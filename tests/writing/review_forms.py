"""A review as its editing form posts it."""

from typing import Any

from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    streamfield,
)

from tests.factories import DEK, TAGS, sound
from writing.models import Paper, ReviewPage

BUILT = ("prose", "## What was built")


def claim_value(**values: Any) -> dict[str, Any]:
    """A claim that the gate lets through, as form fields."""
    return {
        "said": "Kafka delivers each message exactly once.",
        "verdict": "contradicted",
        "found": "The paper promises at-least-once delivery.",
        "locators": "§3.3, p. 4",
        "words": "",
        "heard": {
            "kind": "reading",
            "reference": "",
            "url": "",
            "title": "",
            "date": "",
        },
        "label": "exactly-once",
        **values,
    }


def sound_body(*blocks: tuple[str, Any]) -> dict[str, Any]:
    """These blocks, then what a body lacks that the gate wants, as form fields."""
    return streamfield([*blocks, *(_as_posted(block) for block in sound())])


def _as_posted(block: dict[str, Any]) -> tuple[str, Any]:
    value = block["value"]
    if block["type"] == "claim":
        value = claim_value(**{k: v for k, v in value.items() if k != "heard"})
    elif block["type"] == "key_numbers":
        rows = [("item", item["value"]) for item in value["numbers"]]
        value = {"numbers": streamfield(rows)}
    return block["type"], value


def review_form(
    paper: Paper, review: ReviewPage | None = None, **fields: Any
) -> dict[str, str]:
    """All the fields of the form; `fields` replaces some, `review` names its rows."""
    byline: list[dict[str, Any]] = [{"name": "The editors", "url": ""}]
    initial = 0
    if review is not None:
        byline = [
            {"id": row.pk, "name": row.name, "url": row.url}
            for row in review.byline.all()
        ]
        initial = len(byline)
    return nested_form_data(
        {
            "title": "Kafka",
            "slug": review.slug if review else "kafka",
            "paper": str(paper.pk),
            "dek": DEK,
            "bottom_line": "Read it for the shape of the log.",
            "takeaways": streamfield(
                [("takeaway", "One."), ("takeaway", "Two."), ("takeaway", "Three.")]
            ),
            "body": sound_body(
                ("prose", "## What was built"), ("claim", claim_value())
            ),
            "tags": ", ".join(TAGS),
            "published_on": "",
            "revised_on": "",
            "seo_title": "",
            "search_description": "",
            "references": inline_formset([]),
            "byline": inline_formset(byline, initial=initial),
            "comments": inline_formset([]),
            **fields,
        }
    )
