"""Block ids that need not be written down, since they follow from what is."""

import re
from collections import Counter
from collections.abc import Iterable
from uuid import UUID, uuid5

NAMESPACE = UUID("9a3b2c1e-6a52-5d0e-8a5f-3d7c1f0b7e42")
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def inferred_ids(slug: str, blocks: Iterable[tuple[str, str]]) -> list[str]:
    """The ids of blocks given as type and label, in their order.

    The number sign keeps the third unlabelled table apart from the table labelled "3".
    """
    unlabelled: Counter[str] = Counter()
    ids = []
    for kind, label in blocks:
        if not label:
            unlabelled[kind] += 1
        name = label or f"#{unlabelled[kind]}"
        ids.append(str(uuid5(NAMESPACE, f"{slug}/{kind}/{name}")))
    return ids


def inferred_item_id(block_id: str, field: str, number: int) -> str:
    """The id of an item of a list inside a block; numbers begin at one."""
    return str(uuid5(UUID(block_id), f"{field}/{number}"))
