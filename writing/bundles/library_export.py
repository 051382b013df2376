"""The site's reviews written into a folder."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from writing.bundles.folders import write_file, write_folder
from writing.bundles.library import is_bundle
from writing.bundles.records import Bundle
from writing.bundles.review_records import bundle_of
from writing.bundles.series import SERIES, series_of, write_series
from writing.bundles.tags import TAGS, tags_of_library, write_tags
from writing.bundles.writer import write_bundle
from writing.models import ReviewPage, SeriesPage


@dataclass
class Exported:
    """The slugs of what was written, and sentences on what could not be."""

    written: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def export_review(
    review: ReviewPage, directory: Path, *, drafts: bool = False, force: bool = False
) -> list[str]:
    """Write one bundle in place of what stands there; what of it is missing.

    Raises `FileExistsError` for a folder that is no bundle, unless told to `force`.
    """
    folder = directory / review.slug
    in_the_way = folder.exists() and not is_bundle(folder)
    if in_the_way and not force:
        raise FileExistsError(f"{folder} is there and is no review.")
    bundle = bundle_of(review, drafts=drafts)
    write_folder(folder, write_bundle(bundle))
    return missing_from(bundle)


def export_library(
    directory: Path,
    slugs: Collection[str] = (),
    *,
    drafts: bool = False,
    force: bool = False,
) -> Exported:
    """Write all reviews, tags and series, or the reviews named; what was written."""
    reviews = ReviewPage.objects.order_by("slug")
    if slugs:
        reviews = reviews.filter(slug__in=slugs)
    exported = Exported()
    directory.mkdir(parents=True, exist_ok=True)
    for review in reviews:
        exported.missing += export_review(review, directory, drafts=drafts, force=force)
        exported.written.append(review.slug)
    if not slugs:
        _export_lists(directory)
    return exported


def missing_from(bundle: Bundle) -> list[str]:
    """Sentences on the pictures whose files the site has lost."""
    return [
        f"{bundle.slug}: the file of the picture “{name}” is gone from the site."
        for name in bundle.missing
    ]


def _export_lists(directory: Path) -> None:
    tags = tags_of_library()
    if tags or (directory / TAGS).exists():
        write_file(directory / TAGS, write_tags(tags))
    series = [series_of(page) for page in SeriesPage.objects.order_by("slug")]
    if series or (directory / SERIES).exists():
        write_file(directory / SERIES, write_series(series))
