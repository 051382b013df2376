"""What a translation must know of the site and of the file it reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from writing.bundles.records import FrontMatter


def no_review(slug: str) -> FrontMatter | None:
    """Of a site without reviews."""
    return None


@dataclass(frozen=True)
class Known:
    """The site: its vocabulary, its papers, and the reviews that are there.

    Tags are known by what their spellings share, papers by slug and by identifier.
    """

    tags: Mapping[str, str] = field(default_factory=dict)
    papers: frozenset[str] = frozenset()
    by_identifier: Mapping[str, str] = field(default_factory=dict)
    review: Callable[[str], FrontMatter | None] = no_review


@dataclass(frozen=True)
class Foreign:
    """A file: its name in the upload, its text, and what came along with it.

    `beside` are pictures and bibliographies by their names in the upload.
    """

    file: str
    text: str
    beside: Mapping[str, Path] = field(default_factory=dict)
    archive: str = ""
