"""The short names of blocks: proposed once from their text, then kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.utils.text import slugify

from writing.blocks.base import LABEL_LENGTH
from writing.rendering.body import NAMES

# Where a block's name is taken from, first what says most.
SOURCES = ("said", "caption", "alt", "latex")


def propose_labels(body: Iterable[Any], kept: Mapping[str, str]) -> None:
    """Give every block that may have a label one, in place.

    `kept` holds published labels by block id, since a form that was opened before a
    label was proposed sends it back empty.
    """
    blocks = [block for block in body if block.block_type in NAMES]
    taken = {block.value["label"] for block in blocks if block.value.get("label")}
    for block in blocks:
        if not block.value.get("label"):
            wanted = kept.get(block.id) or proposal(block)
            label = _free(wanted, taken)
            block.value["label"] = label
            taken.add(label)


def give_ids(body: Iterable[Any]) -> None:
    """Give a block an id of its own where it has none, or none that can stand.

    The editor gives ids to blocks made in a form; those made in code have none, and a
    form written by hand may bring anything.
    """
    taken: set[str] = set()
    for block in body:
        if not is_uuid(block.id) or block.id in taken:
            block.id = str(uuid4())
        taken.add(block.id)


def block_names(body: Iterable[Any]) -> list[str]:
    """What each block is called to a person, in their order: “Claim 3”."""
    counts: Counter[str] = Counter()
    names = []
    for block in body:
        kind = NAMES.get(block.block_type, block.block_type.replace("_", " "))
        counts[kind] += 1
        names.append(f"{kind.capitalize()} {counts[kind]}")
    return names


def is_uuid(text: str | None) -> bool:
    """Whether a block id is one that Wagtail would give."""
    try:
        UUID(text or "")
    except ValueError:
        return False
    return True


def unnamed(body: Iterable[Any]) -> bool:
    """Whether a block that should have a label has none."""
    return any(
        block.block_type in NAMES and not block.value.get("label") for block in body
    )


def proposal(block: Any) -> str:
    """A label from the block's text: whole words, at most 40 characters."""
    texts = (block.value.get(name) or "" for name in SOURCES)
    words = slugify(next(filter(None, texts), "")).split("-")
    label = ""
    for word in words:
        if len(f"{label}-{word}") > LABEL_LENGTH - 4:
            break
        label = f"{label}-{word}".strip("-")
    return label or NAMES[block.block_type]


def _free(wanted: str, taken: set[str]) -> str:
    """`wanted`, or the first `wanted-2`, `wanted-3` … that nobody has."""
    label, count = wanted, 1
    while label in taken:
        count += 1
        label = f"{wanted[: LABEL_LENGTH - 4]}-{count}"
    return label
