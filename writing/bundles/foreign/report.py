"""What was not understood of a foreign text, and what was done with it."""

from dataclasses import dataclass, field
from typing import NamedTuple

MOST_NOTES = 500
SHOWN = 80
KEPT = "kept as text"
LEFT_OUT = "left out"


class Note(NamedTuple):
    """One thing at a line: what it is, and what was done with it."""

    line: int
    what: str
    done: str


@dataclass
class Report:
    """The notes on one file; past a bound they are counted only."""

    file: str
    notes: list[Note] = field(default_factory=list)
    more: int = 0

    def add(self, line: int, what: str, done: str) -> None:
        """Note a thing once a line."""
        note = Note(line, what, done)
        if len(self.notes) == MOST_NOTES:
            self.more += 1
        elif note not in self.notes[-10:]:
            self.notes.append(note)

    @property
    def count(self) -> int:
        """How many things there are, shown or not."""
        return len(self.notes) + self.more

    @property
    def in_order(self) -> list[Note]:
        """The notes by line."""
        return sorted(self.notes, key=lambda note: note.line)


def quoted(text: str) -> str:
    """A piece of the text in quotation marks, cut where it is long."""
    words = " ".join(text.split())
    return f"“{words if len(words) <= SHOWN else f'{words[: SHOWN - 1]}…'}”"
