"""A foreign body as it is read line by line, and the pieces it becomes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from writing.bundles.directives import BY_TYPE
from writing.bundles.foreign.known import Foreign
from writing.bundles.foreign.report import LEFT_OUT, Report
from writing.bundles.sections import Block
from writing.bundles.splitting import is_blank

LABEL = re.compile(r"[a-z0-9-]{1,40}")

Line = tuple[int, str]


@dataclass
class Piece:
    """A block in the making: its value, and the lines of its Markdown if it has some.

    `field` names the part of the value that the Markdown belongs in.
    """

    type: str
    line: int
    value: dict[str, Any] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    field: str = "text"


@dataclass
class Source:
    """The lines of a body, and how far they are read."""

    lines: list[str]
    first_line: int
    position: int = 0
    # Closing lines that were looked for once and are nowhere below.
    absent: set[str] = field(default_factory=set)
    # Where the divisions that begin on a line end, once somebody has asked.
    closings: dict[int, int] | None = None

    @property
    def done(self) -> bool:
        return self.position >= len(self.lines)

    @property
    def current(self) -> str:
        return self.lines[self.position]

    @property
    def number(self) -> int:
        return self.first_line + self.position

    def rest(self) -> Iterator[Line]:
        """The lines after this one, with their numbers."""
        for position in range(self.position + 1, len(self.lines)):
            yield self.first_line + position, self.lines[position]

    def take_until(self, closing: str) -> list[Line] | None:
        """Go past the next line that matches: the lines down to it, if there is one."""
        if closing in self.absent:
            return None
        matches = re.compile(closing).match
        taken: list[Line] = []
        for number, line in self.rest():
            taken.append((number, line))
            if matches(line):
                self.position = number - self.first_line + 1
                return taken
        self.absent.add(closing)
        return None

    def take_rest(self) -> list[Line]:
        """Go to the end; what stood after this line."""
        taken = list(self.rest())
        self.position = len(self.lines)
        return taken


@dataclass
class Draft:
    """What a body has become so far."""

    foreign: Foreign
    report: Report
    pieces: list[Piece | Block] = field(default_factory=list)
    # By name, with the line: what the Markdown refers to from anywhere in the file.
    notes: dict[str, list[Line]] = field(default_factory=dict)
    links: dict[str, Line] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)
    open_divs: int = 0

    def write(self, number: int, text: str) -> None:
        """Add a line to the run of Markdown at the end."""
        last = self.pieces[-1] if self.pieces else None
        if not isinstance(last, Piece) or last.type != "prose":
            if is_blank(text):
                return
            last = Piece("prose", number)
            self.pieces.append(last)
        last.lines.append((number, text))

    def add(self, type_: str, line: int, **values: Any) -> Piece:
        """Add a block; what is not given is blank."""
        piece = Piece(type_, line)
        for part in BY_TYPE[type_].fields:
            part.put(piece.value, part.blank)
        piece.value.update(values)
        self.pieces.append(piece)
        return piece

    def label(self, written: str, line: int) -> str:
        """The label that a name of theirs becomes, once a file."""
        label = re.sub(r"[^a-z0-9]+", "-", written.lower())[:40].strip("-")
        if not LABEL.fullmatch(label) or label in self.labels.values():
            what = f"the name “{written}”, which can't be a label here"
            self.report.add(line, what, LEFT_OUT)
            return ""
        self.labels[written] = label
        return label


Handler = Callable[[Source, Draft], bool]
