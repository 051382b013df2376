"""A bundle in memory: plain data, equal when the bundles say the same."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from writing.bibliography.bibtex import Entry


@dataclass(frozen=True)
class Author:
    """A person; or a group, which has no given name."""

    family: str
    given: str = ""
    affiliation: str = ""


@dataclass(frozen=True)
class Version:
    """A text of the paper that locators may name."""

    label: str
    date: datetime.date | None = None
    url: str = ""
    pages: int | None = None


@dataclass(frozen=True)
class Relation:
    """How the paper stands to another, which is named by its slug."""

    kind: str
    paper: str


@dataclass(frozen=True)
class PaperRecord:
    """All that a bundle says of its paper."""

    slug: str
    short_title: str
    title: str
    year: int
    venue: str = ""
    venue_name: str = ""
    arxiv_id: str = ""
    doi: str = ""
    url: str = ""
    pdf_url: str = ""
    code_url: str = ""
    authors: tuple[Author, ...] = ()
    versions: tuple[Version, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Byline:
    """A name in the byline."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class FrontMatter:
    """What stands above the body. `paper` is left out when the library has it."""

    title: str
    paper_slug: str
    paper: PaperRecord | None = None
    dek: str = ""
    bottom_line: str = ""
    takeaways: tuple[dict[str, Any], ...] = ()
    tags: tuple[str, ...] = ()
    byline: tuple[Byline, ...] = ()
    published: datetime.date | None = None
    revised: datetime.date | None = None
    correction: str = ""


@dataclass(frozen=True)
class Places:
    """On which lines of index.md things stand: fields by name, blocks by their id.

    A block's fields are named as in its value; the block itself is the empty name.
    `file` is named where the text stood elsewhere.
    """

    front: dict[str, int] = field(default_factory=dict)
    blocks: dict[str, dict[str, int]] = field(default_factory=dict)
    file: str = ""

    def of_field(self, name: str) -> int:
        """The line of a field of the front matter."""
        return self.front.get(name, 1)

    def of_block(self, block_id: str, name: str = "") -> int:
        """The line of a block's field, or of the block."""
        lines = self.blocks.get(block_id, {})
        return lines.get(name, lines.get("", 1))


@dataclass(frozen=True)
class Bundle:
    """A review as files: front matter, body, references and pictures.

    The body is a StreamField's raw value, in which figures name their pictures. Of
    those in `missing` the library has the entry and no file.
    """

    slug: str
    front: FrontMatter
    body: list[dict[str, Any]] = field(default_factory=list)
    references: list[Entry] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    places: Places = field(default_factory=Places, compare=False)
    missing: tuple[str, ...] = field(default=(), compare=False)
