"""Which line of which file of a bundle an error is about."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

from writing.bibliography.bibtex import Entry
from writing.bundles.errors import BundleError, Fault
from writing.bundles.records import Bundle
from writing.bundles.writer import INDEX, REFERENCES
from writing.checks import PublishRefused
from writing.checks.findings import Level

# What the models call otherwise than the front matter does.
FRONT_NAMES = {
    "published_on": "published",
    "revised_on": "revised",
    "correction_note": "correction",
}


def fields_error(
    bundle: Bundle, error: ValidationError, inside: str = ""
) -> BundleError:
    """What a model said of its fields; `inside` is "paper" for those of the paper."""
    return _error(
        [
            Fault(_index(bundle), _front_line(bundle, name, inside), message)
            for name, message in _messages(error)
        ]
    )


def body_error(bundle: Bundle, error: ValidationError) -> BundleError:
    """What the palette said of the body's values."""
    faults = []
    for position, of_block in getattr(error, "block_errors", {}).items():
        block_id = bundle.body[position]["id"]
        for name, message in _block_messages(of_block):
            line = bundle.places.of_block(block_id, name)
            text = f"{name.replace('_', '-')}: {message}" if name else message
            faults.append(Fault(_index(bundle), line, text))
    if not faults:
        line = bundle.places.of_field("")
        faults = [Fault(_index(bundle), line, text) for text in error.messages]
    return _error(faults)


def gate_error(bundle: Bundle, refused: PublishRefused) -> BundleError:
    """What the publish gate found."""
    faults = []
    for finding in refused.findings:
        line = _front_line(bundle, finding.field or finding.label.lower())
        if finding.block:
            line = bundle.places.of_block(finding.block, finding.field)
        doubt = "warning: " if finding.level == Level.WARNING else ""
        faults.append(Fault(_index(bundle), line, f"{doubt}{finding}"))
    return _error(faults)


def reference_error(
    bundle: Bundle, entry: Entry, error: ValidationError | str
) -> BundleError:
    """What is wrong with an entry of references.bib."""
    messages = [error] if isinstance(error, str) else error.messages
    file = f"{bundle.slug}/{REFERENCES}"
    return _error([Fault(file, entry.line, f"{entry.key}: {m}") for m in messages])


def bundle_error(bundle: Bundle, message: str, name: str = "") -> BundleError:
    """A fault of the bundle at one of its fields."""
    return BundleError(Fault(_index(bundle), bundle.places.of_field(name), message))


def _error(faults: list[Fault]) -> BundleError:
    first, *others = sorted(dict.fromkeys(faults), key=lambda fault: fault.line)
    return BundleError(first, *others)


def _index(bundle: Bundle) -> str:
    return bundle.places.file or f"{bundle.slug}/{INDEX}"


def _front_line(bundle: Bundle, name: str, inside: str = "") -> int:
    lines = bundle.places.front
    name = FRONT_NAMES.get(name, name)
    if inside:
        return lines.get(f"{inside}.{name}", lines.get(inside, 1))
    return lines.get(name, 1)


def _messages(error: ValidationError) -> Iterator[tuple[str, str]]:
    if not hasattr(error, "error_dict"):
        yield from (("", message) for message in error.messages)
        return
    for name, messages in error.message_dict.items():
        for message in messages:
            own = name == "__all__"
            yield ("", message) if own else (name, f"{name}: {message}")


def _block_messages(error: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The messages in a block's error, with the field each is about."""
    children = getattr(error, "block_errors", None)
    if not children:
        yield from ((name, message) for message in error.messages)
        return
    for child, of_child in children.items():
        inner = child if isinstance(child, str) and not name else name
        yield from _block_messages(of_child, inner)
