"""What is wrong with a bundle, and where."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong, at a line of a file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class FormatError(ValueError):
    """A text that departs from the format; whoever opened its file says which it is."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message

    def in_file(self, file: str) -> "BundleError":
        """The same, as a fault of a bundle."""
        return BundleError(Fault(file, self.line, self.message))


class BundleError(Exception):
    """A bundle that can't be read or stored: `kafka/index.md:41: what is wrong`.

    Reading stops at the first fault; the publish gate reports all it finds.
    """

    def __init__(self, first: Fault, *others: Fault) -> None:
        self.faults = [first, *others]
        super().__init__("\n".join(map(str, self.faults)))

    @property
    def file(self) -> str:
        """The file of the first fault."""
        return self.faults[0].file

    @property
    def line(self) -> int:
        """The line of the first fault."""
        return self.faults[0].line

    @property
    def message(self) -> str:
        """The first fault in words."""
        return self.faults[0].message
