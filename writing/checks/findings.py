"""What a check of a review can say."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self


class Level(StrEnum):
    """Whether a finding can be overridden: an error forbids publishing for good."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a review, and where.

    `label` names the place to a person ("Claim 3"), `field` the form field on the page
    or in the block, `block` the id of a block of the body.
    """

    level: Level
    label: str
    message: str
    hint: str = ""
    field: str = ""
    block: str = ""

    def __str__(self) -> str:
        return f"{self.label}: {self.message}" if self.label else self.message

    @property
    def advice(self) -> str:
        """The message with an example of what is wanted, where there is one."""
        return f"{self.message} For example: {self.hint}" if self.hint else self.message

    @property
    def row(self) -> dict[str, Any]:
        """The finding in plain data, as an override keeps it."""
        return asdict(self)

    @property
    def key(self) -> str:
        """What tells it from other findings about one text: level, place and words.

        Not the block's id, which a block has only once it was stored.
        """
        return "|".join([self.level, self.field, str(self)])

    def at(self, label: str, block: str) -> Self:
        """The same finding, placed at a block."""
        return replace(self, label=label, block=block)


def warning(message: str, field: str = "", hint: str = "", label: str = "") -> Finding:
    """A finding that may be meant: whoever may publish can override it, and say why."""
    return Finding(Level.WARNING, label, message, hint, field)


def error(message: str, field: str = "", hint: str = "", label: str = "") -> Finding:
    """A finding that forbids publishing."""
    return Finding(Level.ERROR, label, message, hint, field)
