"""What a person uploads: a zip file or one text, of bundles or of foreign Markdown."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from django.utils.text import slugify

from writing.bundles.archives import (
    ArchiveError,
    checked,
    copied_files,
    opened,
    unpack,
)
from writing.bundles.errors import BundleError, Fault, FormatError
from writing.bundles.folders import read_text
from writing.bundles.foreign.front_matter import has_front_matter, is_ours
from writing.bundles.foreign.known import Foreign, Known
from writing.bundles.foreign.reading import read_foreign
from writing.bundles.foreign.report import Report
from writing.bundles.library import Library, read_library
from writing.bundles.limits import MAX_TEXT
from writing.bundles.pictures import FORMATS
from writing.bundles.records import Bundle
from writing.bundles.series import SERIES
from writing.bundles.tags import TAGS
from writing.bundles.writer import INDEX, MANIFEST, REFERENCES

MARKDOWN = frozenset({".md", ".markdown", ".qmd", ".rmd"})
MOST_TEXTS = 100


@dataclass
class Arrival:
    """What was read of an upload.

    `library` holds what can be stored, foreign texts among it, and what can't be read;
    `unplaced` are foreign texts of which nobody has said what paper they are about.
    `reports` tell of foreign texts by slug, `left_out` names files that are not read.
    """

    library: Library
    reports: dict[str, Report] = field(default_factory=dict)
    unplaced: list[Bundle] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@contextmanager
def read_upload(
    name: str, data: bytes, known: Known, papers: Mapping[str, str] | None = None
) -> Iterator[Arrival]:
    """Read an upload, whose files are there until the context ends.

    `papers` names the paper of foreign texts, by their slug. Raises `ArchiveError`.
    """
    with tempfile.TemporaryDirectory() as holder:
        files = _files_of(name, data, Path(holder))
        own = Path(holder, "own")
        own.mkdir()
        yield _Reading(name, files, known, papers or {}).read(data, own)


def is_markdown(name: str) -> bool:
    """Whether a file is a text by its name."""
    return PurePosixPath(name).suffix.lower() in MARKDOWN


# The files, each under a number: what they are called leads nowhere


def _files_of(name: str, data: bytes, holder: Path) -> dict[str, Path]:
    if is_markdown(name):
        path = holder / "0"
        path.write_bytes(data)
        return {PurePosixPath(name).name: path}
    files = {}
    with opened(data) as archive:
        members = list(checked(archive, _fault))
        for number, (member, content) in enumerate(copied_files(archive, members)):
            path = holder / str(number)
            with path.open("xb") as target:
                target.writelines(content)
            files[member.filename] = path
    return files


def _fault(member: ZipInfo) -> str:
    return ""


@dataclass
class _Reading:
    """Sorts the files of an upload into bundles and foreign texts."""

    name: str
    files: dict[str, Path]
    known: Known
    papers: Mapping[str, str]
    arrival: Arrival = field(default_factory=lambda: Arrival(Library()))

    def read(self, data: bytes, own: Path) -> Arrival:
        texts = self._texts()
        ours = {file: text for file, text in texts.items() if is_ours(text)}
        all_ours = len(ours) == sum(map(is_markdown, self.files))
        if all_ours and all(map(_is_index_of_folder, ours)):
            # Nothing but bundles: there may be nothing else in it.
            unpack(data, own)
            return Arrival(read_library(own))
        self._read_ours(ours, own)
        for file in sorted(texts.keys() - ours.keys()):
            self._translate(file, texts[file])
        self._note_unread()
        return self.arrival

    def _texts(self) -> dict[str, str]:
        """The texts by file; those that are no article of their own are set aside."""
        texts = {}
        for file, path in self.files.items():
            if is_markdown(file):
                try:
                    texts[file] = read_text(path.parent, path.name, MAX_TEXT)
                except FormatError as error:
                    self.arrival.library.errors.append(error.in_file(file))
        if len(texts) > MOST_TEXTS:
            raise ArchiveError(f"There are more than {MOST_TEXTS} texts in it.")
        headed = {file for file, text in texts.items() if has_front_matter(text)}
        articles = {file for file in headed or texts if not _is_part(file)}
        self.arrival.left_out += sorted(texts.keys() - articles)
        return {file: texts[file] for file in articles}

    # Bundles

    def _read_ours(self, ours: dict[str, str], own: Path) -> None:
        """Read bundles that stand among other things, or by themselves."""
        places: dict[str, str] = {}
        for file, text in sorted(ours.items()):
            slug = self._slug_of(file)
            index = f"{slug}/{INDEX}"
            if index in places:
                self._refuse(file, f"“{places[index]}” has the same address")
                continue
            places[index] = file
            (own / slug).mkdir()
            (own / slug / INDEX).write_text(text, encoding="utf-8")
            self._copy_beside(PurePosixPath(file).parent, own / slug)
        for name in (SERIES, TAGS):
            if name in self.files and ours:
                (own / name).write_bytes(self.files[name].read_bytes())
        library = read_library(own)
        library.bundles = [_placed(one, places) for one in library.bundles]
        library.errors = [_renamed(one, places) for one in library.errors]
        library.errors = [*self.arrival.library.errors, *library.errors]
        self.arrival.library = library

    def _slug_of(self, file: str) -> str:
        path = PurePosixPath(file)
        if path.name != INDEX:
            return path.stem
        return path.parent.name or slugify(PurePosixPath(self.name).stem) or "review"

    def _copy_beside(self, folder: PurePosixPath, target: Path) -> None:
        for name, path in self.files.items():
            one = PurePosixPath(name)
            known = one.name == REFERENCES or one.suffix.lower() in FORMATS
            if one.parent == folder and known:
                (target / one.name).write_bytes(path.read_bytes())

    # Foreign texts

    def _translate(self, file: str, text: str) -> None:
        beside = {name: path for name, path in self.files.items() if _is_beside(name)}
        foreign = Foreign(file, text, beside, self.name)
        try:
            found = read_foreign(foreign, self.known)
        except BundleError as error:
            self.arrival.library.errors.append(error)
            return
        bundle = found.bundle
        if bundle.slug in {one.slug for one in self._bundles()}:
            self._refuse(file, f"another text has the address “{bundle.slug}”")
            return
        self.arrival.reports[bundle.slug] = found.report
        front = bundle.front
        paper = front.paper_slug or self.papers.get(bundle.slug, "")
        bundle = replace(bundle, front=replace(front, paper_slug=paper))
        where = self.arrival.library.bundles if paper else self.arrival.unplaced
        where.append(bundle)

    def _bundles(self) -> list[Bundle]:
        return [*self.arrival.library.bundles, *self.arrival.unplaced]

    def _note_unread(self) -> None:
        named = (SERIES, TAGS, MANIFEST)
        self.arrival.left_out += sorted(
            name
            for name in self.files
            if not (is_markdown(name) or _is_beside(name) or name in named)
        )

    def _refuse(self, file: str, message: str) -> None:
        self.arrival.library.errors.append(BundleError(Fault(file, 1, message)))


def _is_index_of_folder(file: str) -> bool:
    return file.count("/") == 1 and PurePosixPath(file).name == INDEX


def _is_part(file: str) -> bool:
    """Whether a text belongs to others: `_index.md` of Hugo, an include of Quarto."""
    return PurePosixPath(file).name.startswith("_")


def _is_beside(name: str) -> bool:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in FORMATS or suffix == ".bib"


def _placed(bundle: Bundle, places: Mapping[str, str]) -> Bundle:
    """The bundle with the name that its text has in the upload."""
    file = places[f"{bundle.slug}/{INDEX}"]
    return replace(bundle, places=replace(bundle.places, file=file))


def _renamed(error: BundleError, places: Mapping[str, str]) -> BundleError:
    faults = (one._replace(file=places.get(one.file, one.file)) for one in error.faults)
    return BundleError(*faults)
