"""What changed between two versions of a text: which words went, and which came.

The work is bounded: two texts that have too little in common are told as one that went
and one that came.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

# A passage as writing/rendering/passages.py has it.
Passage = Mapping[str, Any]

WORD = re.compile(r"\S+\s*")
SAME, GONE, NEW = "same", "gone", "new"
# Lines with less in common than this are told whole: single words would be confetti.
LEAST_IN_COMMON = 0.4
# Steps of the search in one comparison of two reviews, and in one of its lines.
MOST_EFFORT = 1_000_000
MOST_IN_A_LINE = 100_000


class Edit(NamedTuple):
    """One thing that stayed, went or came, and its places in the two sequences."""

    kind: str
    before: int
    after: int


@dataclass
class Effort:
    """How many steps may still be taken."""

    left: int

    def spend(self, steps: int) -> bool:
        """Whether that many steps were left."""
        self.left -= steps
        return self.left >= 0


def compare(
    before: Sequence[Passage], after: Sequence[Passage]
) -> list[dict[str, Any]]:
    """The passages that differ, each with its lines in pieces of one kind.

    They come in the order of the later version, with what went where it stood. An empty
    line stands for lines that stayed as they were.
    """
    effort = Effort(MOST_EFFORT)
    old = {passage["id"]: passage for passage in before}
    new = {passage["id"]: passage for passage in after}
    found = []
    for key in _merged(list(old), list(new), effort):
        lines = list(_lines_of(old.get(key), new.get(key), effort))
        if any(lines):
            passage = new.get(key) or old[key]
            found.append(
                {
                    "name": passage["name"],
                    "anchor": passage["anchor"] if key in new else "",
                    "lines": lines,
                }
            )
    return found


def _merged(old: Sequence[str], new: Sequence[str], effort: Effort) -> Iterator[str]:
    """Every passage once; one that moved stands where it stands now."""
    here = set(new)
    for edit in edits(old, new, effort, effort.left):
        if edit.kind != GONE:
            yield new[edit.after]
        elif old[edit.before] not in here:
            yield old[edit.before]


def _lines_of(
    old: Passage | None, new: Passage | None, effort: Effort
) -> Iterator[list[list[str]]]:
    before, after = (passage["lines"] if passage else [] for passage in (old, new))
    if before == after:
        return
    changes = edits(before, after, effort, MOST_IN_A_LINE)
    for stayed, group in groupby(changes, lambda edit: edit.kind == SAME):
        if stayed:
            yield []
            continue
        run = list(group)
        went = [before[edit.before] for edit in run if edit.kind == GONE]
        came = [after[edit.after] for edit in run if edit.kind == NEW]
        for gone, arrived in zip_longest(went, came, fillvalue=""):
            yield from _told(gone, arrived, effort)


def _told(old: str, new: str, effort: Effort) -> list[list[list[str]]]:
    """One line word by word where the two have enough in common, or else two."""
    if old and new:
        before, after = WORD.findall(old), WORD.findall(new)
        changes = edits(before, after, effort, MOST_IN_A_LINE)
        pieces = list(_joined(changes, before, after))
        in_common = sum(len(text) for kind, text in pieces if kind == SAME)
        if in_common >= LEAST_IN_COMMON * max(len(old), len(new)):
            return [pieces]
    return [[piece] for piece in ([GONE, old], [NEW, new]) if piece[1]]


def _joined(
    changes: Iterable[Edit], before: Sequence[str], after: Sequence[str]
) -> Iterator[list[str]]:
    for kind, group in groupby(changes, lambda edit: edit.kind):
        words = (
            before[edit.before] if kind == GONE else after[edit.after] for edit in group
        )
        yield [kind, "".join(words)]


def edits(
    before: Sequence[Hashable], after: Sequence[Hashable], effort: Effort, most: int
) -> list[Edit]:
    """The fewest edits from one sequence to the other, what went before what came.

    After E. W. Myers, An O(ND) Difference Algorithm (1986). All of one is replaced by
    all of the other where it would take more than `most` steps, or more than are left.
    """
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    middle = (before[start : len(before) - end], after[start : len(after) - end])
    path = _shortest(*middle, effort, most)
    changed = [Edit(kind, x + start, y + start) for kind, x, y in path]
    tail = range(-end, 0)
    return [
        *(Edit(SAME, n, n) for n in range(start)),
        *_gone_first(changed),
        *(Edit(SAME, len(before) + n, len(after) + n) for n in tail),
    ]


def _common(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """How many items the two begin with alike."""
    pairs = zip(before, after, strict=False)
    shorter = min(len(before), len(after))
    return next((n for n, (x, y) in enumerate(pairs) if x != y), shorter)


def _shortest(
    a: Sequence[Hashable], b: Sequence[Hashable], effort: Effort, most: int
) -> list[Edit]:
    furthest = {1: 0}
    rounds = []
    for depth in range(len(a) + len(b) + 1):
        most -= depth + 1
        if most < 0 or not effort.spend(depth + 1):
            gone = [Edit(GONE, x, 0) for x in range(len(a))]
            return gone + [Edit(NEW, len(a), y) for y in range(len(b))]
        rounds.append(dict(furthest))
        for k in range(-depth, depth + 1, 2):
            x = _reached(furthest, k, depth)
            while x < len(a) and 0 <= x - k < len(b) and a[x] == b[x - k]:
                x += 1
            furthest[k] = x
            if x >= len(a) and x - k >= len(b):
                return _walked_back(rounds, len(a), len(b))
    return []


def _reached(furthest: Mapping[int, int], k: int, depth: int) -> int:
    """How far the path on diagonal k gets with one more edit, before what is alike."""
    if _came_down(furthest, k, depth):
        return furthest[k + 1]
    return furthest[k - 1] + 1


def _came_down(furthest: Mapping[int, int], k: int, depth: int) -> bool:
    """Whether that edit is something new, rather than something gone."""
    return k == -depth or (k != depth and furthest[k - 1] < furthest[k + 1])


def _walked_back(rounds: Sequence[Mapping[int, int]], x: int, y: int) -> list[Edit]:
    path: list[Edit] = []
    for depth in range(len(rounds) - 1, -1, -1):
        furthest, k = rounds[depth], x - y
        down = _came_down(furthest, k, depth)
        start = furthest[k + 1] if down else furthest[k - 1] + 1
        while x > start:
            x, y = x - 1, y - 1
            path.append(Edit(SAME, x, y))
        if depth == 0:
            break
        x, y = (x, y - 1) if down else (x - 1, y)
        path.append(Edit(NEW if down else GONE, x, y))
    return path[::-1]


def _gone_first(changes: Iterable[Edit]) -> Iterator[Edit]:
    """What went and what came between two things that stayed, one after the other."""
    for stayed, group in groupby(changes, lambda edit: edit.kind == SAME):
        run = list(group)
        yield from run if stayed else sorted(run, key=lambda edit: edit.kind)
