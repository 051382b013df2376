"""A pasted paper beside the one that is here, field by field."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, NamedTuple

from writing.bundles.records import Author, PaperRecord
from writing.paste import proposals

LABELS = {
    "title": "Title",
    "authors": "Authors",
    "year": "Year",
    "venue": "Venue",
    "venue_name": "Venue in full",
    "arxiv_id": "arXiv id",
    "doi": "DOI",
    "url": "Address",
    "pdf_url": "PDF",
    "versions": "Versions",
}
NAMES_SHOWN = 40


class Difference(NamedTuple):
    """A field that the paste would change, in words."""

    name: str
    label: str
    here: str
    pasted: str


def differences(here: PaperRecord, pasted: PaperRecord) -> list[Difference]:
    """The fields that the paste says something else of; its silence says nothing.

    That a paper is on arXiv says nothing of where it appeared.
    """
    silent = {"venue", "venue_name"} if _is_preprint(pasted) and here.venue else set()
    found = []
    for name, label in LABELS.items():
        after = take_over(here, pasted, [name])
        if name not in silent and getattr(pasted, name) and after != here:
            words = _words(name, here), _words(name, after)
            found.append(Difference(name, label, *words))
    return found


def take_over(
    here: PaperRecord, pasted: PaperRecord, names: Collection[str]
) -> PaperRecord:
    """The paper that is here, with these fields as they were pasted."""
    values: dict[str, Any] = {name: getattr(pasted, name) for name in names}
    if "authors" in values:
        values["authors"] = _with_affiliations(here.authors, pasted.authors)
    if "versions" in values:
        labels = {version.label for version in here.versions}
        new = (v for v in pasted.versions if v.label not in labels)
        values["versions"] = (*here.versions, *new)
    return replace(here, **values)


def _is_preprint(paper: PaperRecord) -> bool:
    return paper.venue_name == proposals.PREPRINT


def _with_affiliations(
    here: tuple[Author, ...], pasted: tuple[Author, ...]
) -> tuple[Author, ...]:
    """A pasted author says nothing of an affiliation that is known here."""
    known = {(author.given, author.family): author.affiliation for author in here}
    return tuple(
        replace(author, affiliation=known.get((author.given, author.family), ""))
        for author in pasted
    )


def _words(name: str, paper: PaperRecord) -> str:
    value = getattr(paper, name)
    if name == "authors":
        shown = [f"{a.given} {a.family}".strip() for a in value[:NAMES_SHOWN]]
        more = len(value) - len(shown)
        return ", ".join([*shown, *([f"and {more} more"] if more else [])])
    if name == "versions":
        return ", ".join(version.label for version in value)
    return str(value or "")
