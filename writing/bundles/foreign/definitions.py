"""Notes and addresses, put into each block whose Markdown refers to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from writing.bundles.errors import FormatError
from writing.bundles.foreign.phrases import Phrases
from writing.bundles.foreign.report import LEFT_OUT
from writing.bundles.limits import MAX_PROSE

NOTED = re.compile(r"\[\^([^\]\s]{1,100})\]")
LINKED = re.compile(r"\[(?!\^)([^\[\]]{1,200})\]")


@dataclass
class Definitions:
    """What Markdown in one block may define for another; here each has its own."""

    phrases: Phrases
    used: set[str] = field(default_factory=set)
    repeated: int = 0

    def add_to(self, text: str, line: int) -> str:
        """The text, and below it the notes and addresses that it refers to."""
        below: dict[str, str] = {}
        waiting = [text]
        while waiting:
            # A note may refer to others: they follow it.
            for name, definition in self._named_in(waiting.pop(), below):
                below[name] = definition
                waiting.append(definition)
                self.repeated += len(definition)
                if self.repeated > MAX_PROSE:
                    raise FormatError(line, "notes are referred to too often")
        self.used |= below.keys()
        return "\n\n".join([text, *below.values()])

    def _named_in(self, text: str, below: dict[str, str]) -> Iterator[tuple[str, str]]:
        draft = self.phrases.draft
        for name in NOTED.findall(text):
            if name in draft.notes and f"^{name}" not in below:
                lines = draft.notes[name]
                said = "\n".join(self.phrases.translate(n, one) for n, one in lines)
                yield f"^{name}", f"[^{name}]: {said}"
        for name in map(str.casefold, LINKED.findall(text)):
            if name in draft.links and name not in below:
                yield name, draft.links[name][1]

    def report_unused(self) -> None:
        """Name what nothing refers to, which is in no block."""
        draft = self.phrases.draft
        for name, lines in draft.notes.items():
            if f"^{name}" not in self.used:
                what = f"the note “{name}”, to which nothing refers"
                draft.report.add(lines[0][0], what, LEFT_OUT)
        for name, (line, _) in draft.links.items():
            if name not in self.used:
                what = f"the address “{name}”, to which nothing refers"
                draft.report.add(line, what, LEFT_OUT)
