"""The words of a body, block by block: for search, for counting, for comparison."""

from collections.abc import Iterator
from typing import Any

from writing.rendering.markdown import plain_text
from writing.verdicts import Verdict

# The fields of each block that a reader reads as running text.
RUNNING_TEXT = {
    "claim": ("said", "found", "words"),
    "quote": ("text",),
    "callout": ("title", "text"),
    "figure": ("caption",),
    "equation": ("alt",),
    "code": ("caption",),
    "table": ("caption", "note"),
    "chart": ("caption", "alt", "note"),
}
# What else a reader sees of a block, as it was typed, and what it is called.
BESIDE = {
    "latex": "",
    "code": "",
    "data": "",
    "locators": "Where to look: ",
}
# What blocks are called that have no number.
UNNUMBERED = {
    "prose": "Text",
    "quote": "Quotation",
    "callout": "Note",
    "key_numbers": "Key numbers",
}


def block_text(block: Any) -> str:
    """What a reader reads of a block, without markup; empty for code and data."""
    if block.block_type == "prose":
        return plain_text(block.value)
    fields = RUNNING_TEXT.get(block.block_type, ())
    texts = (block.value.get(name) or "" for name in fields)
    return "\n".join(plain_text(text) for text in texts if text)


def passage_of(block: Any, name: str, anchor: str, heading: str) -> dict[str, Any]:
    """A block as two versions of it are compared: its name and its lines.

    `heading` is the one that the block stands under, by which a text is known.
    """
    under = f" under “{heading}”" if heading and block.block_type == "prose" else ""
    return {
        "id": str(block.id),
        "name": f"{name or UNNUMBERED.get(block.block_type, 'Block')}{under}",
        "anchor": anchor,
        "lines": [line for line in _lines(block) if line.strip()],
    }


def _lines(block: Any) -> Iterator[str]:
    is_text = not hasattr(block.value, "get")
    verdict = "" if is_text else block.value.get("verdict")
    if verdict in Verdict:
        yield f"Verdict: {Verdict(verdict).label}"
    yield from block_text(block).split("\n")
    if not is_text:
        yield from _beside(block.value)


def _beside(value: Any) -> Iterator[str]:
    for name, label in BESIDE.items():
        lines = (value.get(name) or "").splitlines()
        yield from (f"{label}{line}" for line in lines)
    if heard := value.get("heard"):
        yield _heard(heard)
    for number in value.get("numbers") or []:
        parts = (number.get(key) for key in ("value", "unit", "what", "locators"))
        yield " ".join(filter(None, parts))


def _heard(heard: Any) -> str:
    kinds = {"reference": ("reference",), "link": ("title", "date", "url")}
    found = (heard.get(name) for name in kinds.get(heard.get("kind"), ()))
    parts = [str(part) for part in found if part]
    return f"Heard: {', '.join(parts) or 'common reading'}"
