"""BibTeX in and out: the works of a references.bib as CSL-JSON records.

What is read is text: LaTeX becomes Unicode, braces that protect capitals go, blanks
are single. What is written reads back as the same record. A brace or a backslash that
belongs to the text is written as a word of LaTeX (\\textbraceleft{},
\\textbraceright{}, \\textbackslash{}), so that the braces of a field are balanced
whatever stands in it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bibtexparser import parse_string
from bibtexparser.library import Library
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    ImplicitComment,
    ParsingFailedBlock,
)
from bibtexparser.model import Entry as BibEntry

from writing.bibliography.bibtex_reader import csl_record
from writing.bibliography.bibtex_writer import bibtex_fields
from writing.bibliography.latex import decode, encode

__all__ = ["BibtexError", "Entry", "decode", "encode", "read_bibtex", "write_bibtex"]

MAX_BYTES = 1_000_000
MAX_ENTRIES = 300

KEY = re.compile(r"[A-Za-z0-9](?:[\w:.+/-]{0,98}[A-Za-z0-9])?", re.ASCII)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
STRAY_ENTRY = re.compile(r"^[^\S\n]*@\s*\w", re.MULTILINE)


class BibtexError(ValueError):
    """What is wrong with a BibTeX text, and on which line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Entry:
    """One work; `paper` is the slug of the library's paper it stands for, if any."""

    key: str
    record: dict[str, Any]
    paper: str = ""
    line: int = field(default=1, compare=False)


def read_bibtex(text: str) -> list[Entry]:
    """The works in the order they stand in."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise BibtexError("longer than 1 MB", 1)
    library = parse_string(re.sub("\r\n?", "\n", text.removeprefix("\ufeff")))
    _refuse_failures(library)
    blocks = library.entries
    if len(blocks) > MAX_ENTRIES:
        raise BibtexError(
            f"more than {MAX_ENTRIES} entries", _line(blocks[MAX_ENTRIES])
        )
    # A long @string can be named in every field.
    if sum(len(f.value) for block in blocks for f in block.fields) > MAX_BYTES:
        raise BibtexError("longer than 1 MB, with each @string put in its place", 1)
    return [_entry(block) for block in blocks]


def write_bibtex(entries: Iterable[Entry]) -> str:
    return "\n".join(map(_written, entries))


def _written(entry: Entry) -> str:
    kind, fields = bibtex_fields(entry.record)
    fields["paper"] = entry.paper
    lines = [f"  {name} = {{{latex}}},\n" for name, latex in fields.items() if latex]
    return f"@{kind}{{{entry.key},\n{''.join(lines)}}}\n"


# Reading


def _entry(block: BibEntry) -> Entry:
    line = _line(block)
    if not KEY.fullmatch(block.key):
        raise BibtexError(
            f'"{block.key}" is no key: use letters, digits, - and _', line
        )
    try:
        fields = _fields(block)
        record, paper = csl_record(block.entry_type, fields), _paper(fields)
        if not (record.get("title") or paper):
            raise ValueError("a title is missing")
    except ValueError as error:
        raise BibtexError(f"{block.key}: {error}", line) from error
    return Entry(block.key, record, paper, line)


def _fields(block: BibEntry) -> dict[str, str]:
    fields: dict[str, str] = {}
    for one in block.fields:
        name = one.key.lower()
        if name in fields:
            raise ValueError(f'the field "{name}" is given twice')
        if one.enclosing == "no-enclosing" and name != "month":
            raise ValueError(f'"{name}" needs braces: {one.value[:60]}')
        fields[name] = one.value
    return fields


def _paper(fields: Mapping[str, str]) -> str:
    slug = fields.get("paper", "").strip()
    if slug and not SLUG.fullmatch(slug):
        raise ValueError(f'"{slug}" is no slug of a paper')
    return slug


def _refuse_failures(library: Library) -> None:
    faults = [(_line(block), _reason(block)) for block in library.failed_blocks]
    for comment in library.comments:
        raw = comment.raw or ""
        stray = STRAY_ENTRY.search(raw)
        if stray and isinstance(comment, ImplicitComment):
            before = raw[: stray.end()].count("\n")
            faults.append((_line(comment) + before, "this is not an entry"))
    if faults:
        line, reason = min(faults)
        raise BibtexError(reason, line)


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1


def _reason(block: ParsingFailedBlock) -> str:
    if isinstance(block, DuplicateBlockKeyBlock):
        return f'the key "{block.key}" is used twice'
    if isinstance(block, DuplicateFieldKeyBlock):
        return f'the field "{min(block.duplicate_keys)}" is given twice'
    return " ".join(str(getattr(block.error, "abort_reason", block.error)).split())
