"""A pasted work as the record of a paper, with what had to be left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from writing.bibliography.identifiers import (
    arxiv_id,
    arxiv_url,
    arxiv_version,
    doi,
)
from writing.bibliography.works import Work, arxiv_place
from writing.bundles.records import Author, PaperRecord, Version
from writing.models import Paper, PaperAuthor
from writing.models.papers import FIRST_YEAR, LAST_YEAR
from writing.paste import proposals

MAX_AUTHORS = 500
OTHERS = {"literal": "others"}
ARXIV_DOI = "10.48550/arxiv."
HTTPS_HOSTS = ("arxiv.org", "doi.org", "dx.doi.org")
FAMILY_PARTS = ("dropping-particle", "non-dropping-particle", "family", "suffix")


@dataclass(frozen=True)
class Draft:
    """A paper that is not stored; its slug is found when it is."""

    paper: PaperRecord
    notes: tuple[str, ...] = ()


@dataclass
class _Notes:
    """Sentences about what was left out, each once."""

    told: dict[str, None] = field(default_factory=dict)

    def tell(self, sentence: str) -> None:
        self.told[sentence] = None

    def fitting(self, name: str, text: str) -> str:
        """The text, unless the paper's field is too short for it."""
        limit = Paper._meta.get_field(name).max_length or 0
        if len(text) <= limit:
            return text
        label = Paper._meta.get_field(name).verbose_name
        self.tell(f"Longer than {limit} characters, and left out: the {label}.")
        return ""

    def address(self, name: str, text: str) -> str:
        """The text, if it is an address of the web."""
        if not text:
            return ""
        url = _over_https(text)
        try:
            URLValidator(schemes=["http", "https"])(url)
        except ValidationError:
            self.tell(f"No address of the web, and left out: {text[:100]}.")
            return ""
        return self.fitting(name, url)


def draft_of(work: Work) -> Draft:
    """The fields of a paper that the work fills."""
    record, notes = work.record, _Notes()
    name = arxiv_place(record)
    number = arxiv_id(name) or ""
    year = _year(record, number)
    if number and not record.get("container-title"):
        record = {**record, "container-title": "arXiv"}
    pdf = work.pdf_url or (arxiv_url(name).replace("/abs/", "/pdf/") if name else "")
    url = str(record.get("URL") or "")
    if number and (not url or "arxiv.org/" in url):
        url = arxiv_url(number)
    paper = PaperRecord(
        slug="",
        title=str(record.get("title", "")),
        short_title=proposals.short_title(record),
        year=year,
        venue=proposals.venue(record, year),
        venue_name=notes.fitting("venue_name", proposals.venue_name(record)),
        arxiv_id=number,
        doi=notes.fitting("doi", _doi(record)),
        url=notes.address("url", url),
        pdf_url=notes.address("pdf_url", pdf),
        authors=_authors(record.get("author", []), notes),
        versions=_versions(work, name),
    )
    if not year:
        notes.tell("No year is given.")
    return Draft(paper, (*work.notes, *notes.told))


def _over_https(url: str) -> str:
    plain, host = url.removeprefix("http://"), url.split("/")[2:3]
    is_known = url.startswith("http://") and host and host[0] in HTTPS_HOSTS
    return f"https://{plain}" if is_known else url


def _doi(record: Mapping[str, object]) -> str:
    """The DOI, unless it says no more than the arXiv id."""
    number = doi(str(record.get("DOI") or "")) or ""
    return "" if number.startswith(ARXIV_DOI) else number


def _year(record: Mapping[str, object], number: str) -> int:
    """The year it came out; a number of arXiv's new style begins with it."""
    issued = record.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    year = int(parts[0][0]) if parts else 0
    if not year and number[:4].isdecimal():
        year = 2000 + int(number[:2])
    return year if FIRST_YEAR <= year <= LAST_YEAR else 0


def _versions(work: Work, name: str) -> tuple[Version, ...]:
    """The version that was named, if one was."""
    label = arxiv_version(name)
    if not label:
        return ()
    return (Version(label, work.version_date, arxiv_url(name)),)


def _authors(people: Iterable[Mapping[str, str]], notes: _Notes) -> tuple[Author, ...]:
    authors = list(_named(people, notes))
    if len(authors) > MAX_AUTHORS:
        notes.tell(f"It has {len(authors)} authors; the first {MAX_AUTHORS} are kept.")
    return tuple(authors[:MAX_AUTHORS])


def _named(people: Iterable[Mapping[str, str]], notes: _Notes) -> Iterator[Author]:
    for person in people:
        if person == OTHERS:
            notes.tell("The list of authors ends in “and others”: complete it by hand.")
        else:
            yield _author(person, notes)


def _author(person: Mapping[str, str], notes: _Notes) -> Author:
    """As it is printed: particles before the family name, a suffix after it."""
    family = " ".join(person[part] for part in FAMILY_PARTS if person.get(part))
    given = person.get("given", "")
    if not family:
        family, given = person.get("literal") or given, ""
    return Author(_cut(family, "family", notes), _cut(given, "given", notes))


def _cut(text: str, name: str, notes: _Notes) -> str:
    limit = PaperAuthor._meta.get_field(name).max_length or 0
    if len(text) > limit:
        notes.tell(f"A name is longer than {limit} characters and was cut.")
    return text[:limit].strip()
