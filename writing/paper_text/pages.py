"""What a text is made of, and why a file gives none."""

from typing import NamedTuple


class Page(NamedTuple):
    """A page of a PDF, or a section of HTML, cleaned.

    `label` is the number printed on the page where it is not the sheet's own, or the
    section's heading.
    """

    label: str
    text: str


class NoText(ValueError):
    """The file is sound and gives no text; why, in a sentence."""


class Unreadable(ValueError):
    """The file can't be taken; why, in a sentence."""
