"""A folder as a bundle."""

import re
from collections.abc import Iterable
from pathlib import Path

from writing.bibliography.bibtex import BibtexError, Entry, read_bibtex
from writing.bundles.body import RawBlock, read_body
from writing.bundles.errors import BundleError, Fault, FormatError
from writing.bundles.folders import read_bytes, read_text
from writing.bundles.front_matter import read_front_matter, split_front_matter
from writing.bundles.limits import MAX_IMAGE, MAX_IMAGES, MAX_TEXT
from writing.bundles.pictures import plain_picture
from writing.bundles.records import Bundle, Places
from writing.bundles.writer import INDEX, REFERENCES

SLUG = re.compile(r"[\w-]{1,255}")


def read_bundle(folder: Path) -> Bundle:
    """Read a folder; a `BundleError` names the file and line of the first fault."""
    slug = folder.resolve().name
    try:
        return _read(folder, slug)
    except FormatError as error:
        raise error.in_file(f"{slug}/{INDEX}") from error


def _read(folder: Path, slug: str) -> Bundle:
    if not SLUG.fullmatch(slug):
        raise FormatError(1, f"the folder's name \"{slug}\" can't be a slug")
    text = read_text(folder, INDEX, MAX_TEXT)
    above, below, first_line = split_front_matter(text)
    front, front_lines = read_front_matter(above, slug)
    body, block_lines = read_body(below, slug, first_line)
    places = Places(front_lines, block_lines)
    return Bundle(
        slug=slug,
        front=front,
        body=body,
        references=_references(folder, slug),
        images=_images(folder, body, places),
        places=places,
    )


def _references(folder: Path, slug: str) -> list[Entry]:
    if not (folder / REFERENCES).exists():
        return []
    file = f"{slug}/{REFERENCES}"
    try:
        return read_bibtex(read_text(folder, REFERENCES, MAX_TEXT))
    except BibtexError as error:
        raise BundleError(Fault(file, error.line, str(error))) from error
    except FormatError as error:
        raise error.in_file(file) from error


def _images(folder: Path, body: Iterable[RawBlock], places: Places) -> dict[str, bytes]:
    """The pictures that figures name."""
    images: dict[str, bytes] = {}
    for block in body:
        name = block["value"]["image"] if block["type"] == "figure" else None
        if name and name not in images:
            line = places.of_block(block["id"], "image")
            if len(images) == MAX_IMAGES:
                raise FormatError(line, f"more than {MAX_IMAGES} pictures")
            images[name] = _image(folder, name, line)
    return images


def _image(folder: Path, name: str, line: int) -> bytes:
    try:
        data = read_bytes(folder, name, MAX_IMAGE)
        return plain_picture(name, data)
    except ValueError as error:
        raise FormatError(line, str(error)) from error
