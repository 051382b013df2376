"""Which part of one version is which of the other: by id, by label, by its words."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from writing.history.comparing.words import likeness

# Parts that share fewer words than this are not the same part rewritten.
SAME = 0.5
# Beyond this many pairs to look at, parts without an id in common are not matched.
MOST_PAIRS = 2_500


class Part(NamedTuple):
    """What is matched: its id, its kind, its words, and what they are the words of."""

    key: str
    kind: str
    text: str
    value: Any


class Pair(NamedTuple):
    """A part before and after; one of them is missing for what came or went."""

    before: Any
    after: Any
    is_moved: bool = False

    @property
    def has_changed(self) -> bool:
        """Whether there is anything to tell of it."""
        if self.before is None or self.after is None or self.is_moved:
            return True
        return bool(self.before.text != self.after.text)


def matched(before: Sequence[Part], after: Sequence[Part]) -> list[Pair]:
    """The parts in their new order; what is gone stands where it was."""
    partner = _partners(before, after)
    moved = _moved(before, after, partner)
    pairs: list[Pair] = []
    gone = [i for i in range(len(before)) if i not in partner.values()]
    for j, part in enumerate(after):
        i = partner.get(j)
        while i is not None and j not in moved and gone and gone[0] < i:
            pairs.append(Pair(before[gone.pop(0)], None))
        pairs.append(Pair(None if i is None else before[i], part, j in moved))
    return [*pairs, *(Pair(before[i], None) for i in gone)]


def _partners(before: Sequence[Part], after: Sequence[Part]) -> dict[int, int]:
    """By the place of a part in the new version, its place in the old one."""
    by_key = {(part.key, part.kind): i for i, part in enumerate(before)}
    partner = {
        j: by_key[part.key, part.kind]
        for j, part in enumerate(after)
        if (part.key, part.kind) in by_key
    }
    gone = [i for i in range(len(before)) if i not in partner.values()]
    come = [j for j in range(len(after)) if j not in partner]
    if len(gone) * len(come) > MOST_PAIRS:
        return partner
    for j in come:
        alike = [
            (likeness(before[i].text, after[j].text), -i)
            for i in gone
            if before[i].kind == after[j].kind
        ]
        nearness, place = max(alike, default=(0.0, 0))
        if nearness >= SAME:
            partner[j] = -place
            gone.remove(-place)
    return partner


def _moved(
    before: Sequence[Part], after: Sequence[Part], partner: dict[int, int]
) -> set[int]:
    """The places in the new version of parts that changed places with others."""
    new = [partner[j] for j in range(len(after)) if j in partner]
    old = sorted(new)
    kept: set[int] = set()
    for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        kept.update(old[match.a : match.a + match.size])
    return {j for j, i in partner.items() if i not in kept}
