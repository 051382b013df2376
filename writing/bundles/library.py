"""A folder of bundles."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from writing.bundles.errors import BundleError, Fault
from writing.bundles.reader import read_bundle
from writing.bundles.records import Bundle, PaperRecord
from writing.bundles.series import SERIES, Series, read_series
from writing.bundles.tags import TAGS, Tag, read_tags
from writing.bundles.writer import INDEX


@dataclass
class Library:
    """What was read of a library, and what could not be."""

    bundles: list[Bundle] = field(default_factory=list)
    series: list[Series] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    errors: list[BundleError] = field(default_factory=list)


def is_bundle(folder: Path) -> bool:
    """Whether a folder is a review."""
    return (folder / INDEX).exists()


def is_library(folder: Path) -> bool:
    """Whether a folder holds reviews, or nothing yet."""
    children = list(folder.iterdir()) if folder.is_dir() else []
    return not children or any(
        child.name in (SERIES, TAGS) or is_bundle(child) for child in children
    )


def read_library(path: Path) -> Library:
    """Read a bundle, or every bundle of a folder, in the order of publication."""
    library = Library()
    for folder in [path] if is_bundle(path) else _bundle_folders(path):
        try:
            library.bundles.append(_read(folder, path))
        except BundleError as error:
            library.errors.append(error)
    if not is_bundle(path):
        _read_lists(library, path)
    library.bundles.sort(key=_age)
    _refuse_two_accounts(library)
    return library


def _read_lists(library: Library, path: Path) -> None:
    """What a folder of bundles says of them all: their vocabulary and series."""
    try:
        library.tags = read_tags(path)
    except BundleError as error:
        library.errors.append(error)
    try:
        library.series = read_series(path)
    except BundleError as error:
        library.errors.append(error)


def _bundle_folders(path: Path) -> list[Path]:
    return sorted(child for child in path.iterdir() if is_bundle(child))


def _read(folder: Path, library: Path) -> Bundle:
    if folder != library and folder.resolve().parent != library.resolve():
        file = f"{folder.name}/{INDEX}"
        raise BundleError(Fault(file, 1, "the folder leads out of the library"))
    return read_bundle(folder)


def _age(bundle: Bundle) -> tuple[datetime.date, str]:
    return bundle.front.published or datetime.date.max, bundle.slug


def _refuse_two_accounts(library: Library) -> None:
    """Set aside bundles that say of a paper what an earlier one says differently."""
    accounts: dict[str, tuple[str, PaperRecord]] = {}
    agreeing = []
    for bundle in library.bundles:
        paper = bundle.front.paper
        if paper is None:
            agreeing.append(bundle)
            continue
        slug, account = accounts.setdefault(paper.slug, (bundle.slug, paper))
        if account == paper:
            agreeing.append(bundle)
        else:
            message = f'the paper "{paper.slug}" is described differently in {slug}'
            line = bundle.places.of_field("paper")
            fault = Fault(f"{bundle.slug}/{INDEX}", line, message)
            library.errors.append(BundleError(fault))
    library.bundles = agreeing
