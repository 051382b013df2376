"""What the texts of one page share: anchors, numbers, and what may be referred to."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.text import slugify

from writing.verdicts import Verdict

MAX_SLUG = 60
# Notes, citations and corrections are numbered on the way: their anchors are kept free.
NUMBERED_ANCHOR = re.compile(r"(note|cited|correction)-\d+(-ref)?")


class MarkdownFault(NamedTuple):
    line: int
    message: str


class Heading(NamedTuple):
    level: int
    id: str
    text: str


class Target(NamedTuple):
    """A labelled block: where it is, and what it is called in a sentence."""

    anchor: str
    name: str
    verdict: Verdict | None = None
    number: int | None = None


class Scope:
    """One page while it is rendered; its texts are rendered in reading order.

    `keys` are what may be cited, `targets` what may be referred to by label,
    `reserved` the ids that headings must not take. `uses` says where on the page each
    work is cited.
    """

    def __init__(
        self,
        keys: Iterable[str] = (),
        targets: Mapping[str, Target] | None = None,
        reserved: Iterable[str] = (),
    ) -> None:
        self.keys = frozenset(keys)
        self.targets = dict(targets or {})
        self.headings: list[Heading] = []
        self.citations: dict[str, int] = {}
        self.uses: dict[str, list[str]] = {}
        self.notes = 0
        self.faults: list[MarkdownFault] = []
        self._uses = 0
        self._repeats: Counter[str] = Counter()
        self._taken = {
            *reserved,
            *(target.anchor for target in self.targets.values()),
            *(f"ref-{key}" for key in self.keys),
        }

    def cite(self, key: str) -> int | None:
        """The number of a reference, by first citation; None if there is no such."""
        if key not in self.keys:
            return None
        return self.citations.setdefault(key, len(self.citations) + 1)

    def use(self, key: str) -> str:
        """Note that a known work is cited here; gives the citation's anchor."""
        self._uses += 1
        anchor = f"cited-{self._uses}"
        self.uses.setdefault(key, []).append(anchor)
        return anchor

    def number_note(self) -> int:
        self.notes += 1
        return self.notes

    def add_heading(self, level: int, text: str, label: str = "") -> Heading:
        wanted = label or slugify(text)[:MAX_SLUG].strip("-") or "section"
        heading = Heading(level, self._free_anchor(wanted), text)
        self._taken.add(heading.id)
        self.headings.append(heading)
        return heading

    def _free_anchor(self, wanted: str) -> str:
        anchor = wanted
        while anchor in self._taken or NUMBERED_ANCHOR.fullmatch(anchor):
            self._repeats[wanted] += 1
            anchor = f"{wanted}-{self._repeats[wanted] + 1}"
        return anchor


@dataclass
class Note:
    """A side note's definition: the inline tokens it is made of."""

    line: int
    content: list[Any] = field(default_factory=list)


@dataclass
class Progress:
    """One text while it is parsed and rendered."""

    scope: Scope
    faults: list[MarkdownFault] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    note_numbers: dict[str, int] = field(default_factory=dict)
    called: deque[tuple[int, str]] = field(default_factory=deque)
    waiting: list[str] = field(default_factory=list)

    def fault(self, line: int, message: str) -> None:
        self.faults.append(MarkdownFault(line, message))

    def release(self) -> str:
        """Give the notes that had to wait for the end of a heading or a table."""
        html = "".join(self.waiting)
        self.waiting.clear()
        return html
