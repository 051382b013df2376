"""A foreign text as the bundle of a review."""

import datetime
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from posixpath import normpath

from django.utils.text import slugify

from writing.bibliography.bibtex import BibtexError, Entry, read_bibtex
from writing.bundles.body import raw_body
from writing.bundles.errors import BundleError, Fault, FormatError
from writing.bundles.folders import read_text
from writing.bundles.foreign.body import blocks_of, read_lines
from writing.bundles.foreign.fields import Fields, lower_names, read_day
from writing.bundles.foreign.front_matter import split_foreign
from writing.bundles.foreign.known import Foreign, Known
from writing.bundles.foreign.report import LEFT_OUT, Report, quoted
from writing.bundles.foreign.source import Draft, Source
from writing.bundles.limits import MAX_PROSE, MAX_TEXT
from writing.bundles.records import Bundle, FrontMatter, Places
from writing.bundles.splitting import is_blank

DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(?=.)")
HEADING = re.compile(r" {0,3}#\s+(.+?)\s*#*\s*(?:\{[^{}]{0,300}\})?\s*$")
# File names that say nothing: the folder's name stands for them.
PLAIN_NAMES = ("index", "_index", "readme", "post")
LONGEST_TITLE = 255
LONGEST_SLUG = 100


@dataclass(frozen=True)
class Translation:
    """A bundle made of a foreign text, and what was not understood of it.

    The bundle names no paper while nothing has told which it is about.
    """

    bundle: Bundle
    report: Report


def read_foreign(foreign: Foreign, known: Known) -> Translation:
    """Read a text; a `BundleError` names its line that makes no sense."""
    report = Report(foreign.file)
    try:
        return _read(foreign, known, report)
    except FormatError as error:
        raise error.in_file(foreign.file) from error


def _read(foreign: Foreign, known: Known, report: Report) -> Translation:
    if len(foreign.text.encode("utf-8", "replace")) > MAX_PROSE:
        raise FormatError(1, f"longer than {MAX_PROSE // 1024} kB")
    root, below, first_line = split_foreign(foreign.text)
    fields = Fields(lower_names(root, report), report, known)
    source = Source(below.split("\n"), first_line)
    front = _front(fields, foreign, source)
    slug = _slug(fields.slug(), foreign)
    front = _kept(front, known.review(slug))
    fields.report_rest()
    references = _references(fields, foreign, report)
    draft = Draft(foreign, report)
    read_lines(source, draft)
    blocks = blocks_of(draft, {entry.key for entry in references})
    body, lines = raw_body(blocks, slug)
    front_lines = {name: node.line for name, node in fields.nodes.items()}
    bundle = Bundle(
        slug=slug,
        front=front,
        body=body,
        references=references,
        images=draft.images,
        places=Places(front_lines, lines, foreign.file),
    )
    return Translation(bundle, report)


def _front(fields: Fields, foreign: Foreign, source: Source) -> FrontMatter:
    heading = _take_heading(source, fields.title())
    title = fields.title() or heading
    if not title:
        raise FormatError(1, "the text has no title")
    if len(title) > LONGEST_TITLE:
        raise FormatError(1, f"the title is longer than {LONGEST_TITLE} characters")
    return FrontMatter(
        title=title,
        paper_slug=fields.paper(),
        dek=fields.dek(),
        tags=fields.tags(),
        byline=fields.byline(),
        published=fields.published() or _day_of(foreign),
        revised=fields.revised(),
    )


def _take_heading(source: Source, title: str) -> str:
    """Go past a first heading that is the title; what it says."""
    start = source.position
    while not source.done and is_blank(source.current):
        source.position += 1
    found = None if source.done else HEADING.match(source.current)
    if found and title in ("", found[1]):
        source.position += 1
        return found[1]
    source.position = start
    return ""


def _kept(front: FrontMatter, existing: FrontMatter | None) -> FrontMatter:
    """What the review that is here says and a foreign text has no words for."""
    if existing is None:
        return front
    return replace(
        front,
        paper_slug=front.paper_slug or existing.paper_slug,
        bottom_line=existing.bottom_line,
        takeaways=existing.takeaways,
    )


def _stem(foreign: Foreign) -> str:
    """What the file is called, or its folder, or the archive around them."""
    path = PurePosixPath(foreign.file)
    names = (path.stem, path.parent.name, PurePosixPath(foreign.archive).stem)
    said = [name for name in names if name and name.lower() not in PLAIN_NAMES]
    return said[0] if said else path.stem


def _slug(given: str, foreign: Foreign) -> str:
    name = given or DATED.sub("", _stem(foreign), count=1)
    slug = slugify(name, allow_unicode=True)[:LONGEST_SLUG].strip("-")
    if not slug:
        raise FormatError(1, f"{quoted(name)} can't be an address")
    return slug


def _day_of(foreign: Foreign) -> datetime.date | None:
    """The day in the file's name, as Jekyll has it."""
    found = DATED.match(_stem(foreign))
    return read_day(found[1]) if found else None


# references.bib


def _references(fields: Fields, foreign: Foreign, report: Report) -> list[Entry]:
    """The works of the files that the front matter names, or of those beside."""
    named = fields.bibliographies()
    folder = PurePosixPath(foreign.file).parent
    if not named:
        beside = (str(PurePosixPath(name)) for name in foreign.beside)
        bibs = [n for n in beside if n.endswith(".bib")]
        here = [n for n in bibs if PurePosixPath(n).parent == folder]
        return _entries([(n, foreign.beside[n]) for n in here], report)
    found = []
    for line, name in named:
        file = normpath(str(folder / name))
        if file not in foreign.beside:
            what = f"the bibliography {quoted(name)}, which is not in the upload"
            report.add(line, what, LEFT_OUT)
        else:
            found.append((file, foreign.beside[file]))
    return _entries(found, report)


def _entries(files: list[tuple[str, Path]], report: Report) -> list[Entry]:
    entries: list[Entry] = []
    for file, path in files:
        try:
            entries += read_bibtex(read_text(path.parent, path.name, MAX_TEXT))
        except BibtexError as error:
            raise BundleError(Fault(file, error.line, str(error))) from error
        except FormatError as error:
            raise error.in_file(file) from error
    counts = Counter(entry.key for entry in entries)
    for key in (key for key, count in counts.items() if count > 1):
        report.add(1, f"a second work with the key “{key}”", LEFT_OUT)
    return list({entry.key: entry for entry in reversed(entries)}.values())[::-1]
