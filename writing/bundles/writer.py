"""A bundle as the files of a folder."""

from writing.bibliography.bibtex import write_bibtex
from writing.bundles.body import write_body
from writing.bundles.front_matter import write_front_matter
from writing.bundles.records import Bundle

INDEX = "index.md"
REFERENCES = "references.bib"
# Beside bundles, for people: what could not be written. It is not read back.
MANIFEST = "missing.txt"


def write_bundle(bundle: Bundle) -> dict[str, bytes]:
    """The bundle's files by name; `read_bundle` reads an equal bundle from them."""
    front = write_front_matter(bundle.front, bundle.slug)
    body = write_body(bundle.body, bundle.slug)
    files = {INDEX: f"{front}{body}".encode()}
    if bundle.references:
        files[REFERENCES] = write_bibtex(bundle.references).encode()
    return files | bundle.images
