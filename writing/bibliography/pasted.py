"""What somebody pasted: BibTeX, RIS, CSL-JSON, arXiv ids, DOIs, one after another.

Each entry is read by itself: one that is damaged holds back no other, and keeps its
text and its line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from json import JSONDecodeError, JSONDecoder

from writing.bibliography.bibtex import BibtexError, Entry, read_bibtex
from writing.bibliography.csl_json import csl_work
from writing.bibliography.cutting import Piece, cut
from writing.bibliography.identifiers import arxiv_name, doi
from writing.bibliography.ris_reader import ris_work
from writing.bibliography.works import Work

MAX_BYTES = 1_000_000
MAX_ENTRIES = 300
MAX_ABBREVIATIONS = 20_000
# An entry that never ends holds the heads of others; each costs the parser time.
MAX_HEADS = 50

# The key of a pasted entry says nothing: it may be missing, or hold anything.
HEAD = re.compile(r"\s*(@\s*[A-Za-z]+\s*[{(])(?:\s*[^,={}\"]*,|(?=\s*[\w-]+\s*=))")
COMMAND = re.compile(r"\s*@\s*(string|comment|preamble)\b", re.IGNORECASE)
ANY_HEAD = re.compile(r"@\s*[A-Za-z]+\s*[{(]")
PREFIX = re.compile(r"\b(arxiv|doi)\s*:\s+", re.IGNORECASE)
BETWEEN_VALUES = re.compile(r"[\s,\[\]]*")
# What may stand on a line by itself between entries.
BLANK = " \t,;[]{}"

NEITHER = "This is no BibTeX, RIS or CSL-JSON, and names no arXiv id and no DOI."
TOO_MANY = f"There are more than {MAX_ENTRIES} entries: paste the rest by itself."
TOO_LONG = "This is longer than 1 MB: paste it in parts."


@dataclass(frozen=True)
class Pasted:
    """An entry: a work, the identifier of one, or what is wrong with it."""

    line: int
    text: str
    work: Work | None = None
    # As `arXiv:2302.04761v2` or `doi:10.1145/1807167.1807184`.
    identifier: str = ""
    fault: str = ""


def read_pasted(text: str) -> list[Pasted]:
    """The entries in the order they stand in; an identifier is told of once."""
    text = re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return [Pasted(1, "", fault=TOO_LONG)]
    found: list[Pasted] = []
    named: set[str] = set()
    for one in _entries(text):
        if one.identifier in named:
            continue
        if len(found) == MAX_ENTRIES:
            return [*found, Pasted(one.line, "", fault=TOO_MANY)]
        found.append(one)
        named.update(filter(None, [one.identifier]))
    return found


def identifier(text: str) -> str:
    """What names a work in an address, a citation or by itself; empty if nothing."""
    if name := arxiv_name(text):
        return name
    number = doi(text)
    return f"doi:{number}" if number else ""


def _entries(text: str) -> Iterator[Pasted]:
    abbreviations = ""
    for piece in cut(text):
        if command := COMMAND.match(piece.text):
            abbreviations += _abbreviation(command[1].lower(), piece.text)
        elif piece.kind == "bibtex":
            yield _bibtex(piece, abbreviations)
        else:
            yield from READERS[piece.kind](piece)


def _read(text: str, line: int, read: Callable[[], Work]) -> Pasted:
    try:
        return Pasted(line, text.strip(), read())
    except ValueError as error:
        return _fault(text, line, str(error))


def _fault(text: str, line: int, message: str) -> Pasted:
    sentence = f"{message[:1].upper()}{message[1:]}".rstrip(".") + "."
    return Pasted(line, text.strip(), fault=sentence)


# BibTeX


def _abbreviation(command: str, text: str) -> str:
    """An `@string`, on one line so that what follows it keeps its place."""
    return " ".join(text.split()) if command == "string" else ""


def _bibtex(piece: Piece, abbreviations: str) -> Pasted:
    if len(abbreviations) > MAX_ABBREVIATIONS:
        message = "the @string abbreviations are longer than 20 kB"
        return _fault(piece.text, piece.line, message)
    if len(ANY_HEAD.findall(piece.text)) > MAX_HEADS:
        return _fault(piece.text, piece.line, "this entry does not end")
    entry = HEAD.sub(r"\1pasted,", piece.text, count=1)
    try:
        works = read_bibtex(f"{abbreviations}\n{entry}")
    except BibtexError as error:
        line = piece.line + max(0, error.line - 2)
        return _fault(piece.text, line, _plainly(str(error)))
    return _read(piece.text, piece.line, partial(_titled, works))


def _plainly(message: str) -> str:
    if message.startswith("Unexpectedly reached end of file"):
        return "a closing brace is missing"
    return message.removeprefix("pasted: ")


def _titled(entries: list[Entry]) -> Work:
    """The one work; elsewhere the slug of a paper may stand in place of a title."""
    if not (entries and entries[0].record.get("title")):
        raise ValueError("a title is missing")
    return Work(entries[0].record)


# RIS, JSON, lines


def _ris(piece: Piece) -> Iterator[Pasted]:
    yield _read(piece.text, piece.line, partial(ris_work, piece.text))


def _json(piece: Piece) -> Iterator[Pasted]:
    """The items of a list, or the one value, each with its text and its line."""
    text, position = piece.text, _next_value(piece.text, 0)
    while position < len(text):
        line = piece.line + text.count("\n", 0, position)
        try:
            value, end = JSONDecoder().raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            yield _no_json(piece, position, error)
            return
        yield _read(text[position:end], line, partial(csl_work, value))
        position = _next_value(text, end)


def _next_value(text: str, position: int) -> int:
    match = BETWEEN_VALUES.match(text, position)
    return match.end() if match else position


def _no_json(piece: Piece, position: int, error: Exception) -> Pasted:
    text, line = piece.text[position:], piece.line
    if isinstance(error, JSONDecodeError):
        where = f"{error.msg}, at column {error.colno}"
        return _fault(text, line + error.lineno - 1, f"this is no JSON: {where}")
    line += piece.text.count("\n", 0, position)
    return _fault(text, line, "this is no JSON that can be read")


def _lines(piece: Piece) -> Iterator[Pasted]:
    for line, text in enumerate(piece.text.split("\n"), start=piece.line):
        if text.strip(BLANK):
            yield from _identifiers(text.strip(), line)


def _identifiers(text: str, line: int) -> Iterator[Pasted]:
    """A list on one line, or the one work that a citation names."""
    words = PREFIX.sub(r"\1:", text).split()
    parts = [part for word in words for part in _parts(word)]
    found = [identifier(part) for part in parts]
    if not all(found):
        parts, found = [text], [identifier(text)]
    for part, name in zip(parts, found, strict=True):
        fault = "" if name else NEITHER
        yield Pasted(line, part, identifier=name, fault=fault)


def _parts(word: str) -> list[str]:
    """What commas part, unless they belong to a DOI."""
    parts = [part for part in re.split("[,;]", word) if part]
    return parts if all(map(identifier, parts)) else [word]


READERS = {"ris": _ris, "json": _json, "lines": _lines}
