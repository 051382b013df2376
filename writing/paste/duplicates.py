"""Which paper of the library a pasted one is."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from writing.bibliography.latex import decode
from writing.bundles.records import PaperRecord
from writing.models import Paper

# The key of a paper by what it is known by: a kind of name, and the name.
Known = dict[tuple[str, str], int]

NAMES = ("arxiv_id", "doi", "title")


class Match(NamedTuple):
    """A paper that is here, and by what it was known."""

    pk: int
    by: str

    @property
    def is_certain(self) -> bool:
        """Two works may have one title; an identifier has one work."""
        return self.by != "title"

    @property
    def label(self) -> str:
        return {"arxiv_id": "arXiv id", "doi": "DOI"}.get(self.by, self.by)


def title_key(title: str) -> str:
    """A title without what people write differently: case, accents, marks, LaTeX."""
    letters = unicodedata.normalize("NFKD", decode(title)).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def match(paper: PaperRecord, library: Known) -> Match | None:
    """The paper that is here: by arXiv id, else by DOI, else by title."""
    for name, key in known_as(paper):
        if pk := library.get((name, key)):
            return Match(pk, name)
    return None


def known_as(paper: PaperRecord) -> list[tuple[str, str]]:
    """All that it is known by, what is most certain first."""
    return _keys(paper.arxiv_id, paper.doi, paper.title)


def read_library() -> Known:
    """The papers by all that they are known by, live or in an unpublished draft."""
    known: Known = {}
    for pk, values in [*_drafts(), *_papers()]:
        known.update(dict.fromkeys(_keys(*values), pk))
    return known


def _papers() -> Iterator[tuple[int, tuple[str, str, str]]]:
    for pk, *values in Paper.objects.values_list("pk", *NAMES):
        yield pk, (values[0], values[1], values[2])


def _drafts() -> Iterator[tuple[int, tuple[str, str, str]]]:
    changed = Paper.objects.filter(has_unpublished_changes=True)
    for pk, content in changed.values_list("pk", "latest_revision__content"):
        if content:
            arxiv_id, doi, title = (str(content.get(name) or "") for name in NAMES)
            yield pk, (arxiv_id, doi, title)


def _keys(arxiv_id: str, doi: str, title: str) -> list[tuple[str, str]]:
    values = zip(NAMES, (arxiv_id, doi, title_key(title)), strict=True)
    return [(name, value) for name, value in values if value]
