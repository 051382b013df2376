"""BibTeX in and out: the works of a references.bib as CSL-JSON records.

What is read is text: LaTeX becomes Unicode, braces that protect capitals go, blanks
are single. What is written reads back as the same record. A brace or a backslash that
belongs to the text is written as a word of LaTeX (\\textbraceleft{},
\\textbraceright{}, \\textbackslash{}), so that the braces of a field are balanced
whatever stands in it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bibtexparser import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    ImplicitComment,
    ParsingFailedBlock,
)
from bibtexparser.model import Entry as BibEntry
from pylatexenc.latex2text import get_default_latex_context_db

from writing.bibliography.identifiers import arxiv_id, arxiv_version, doi

MAX_BYTES = 1_000_000
MAX_ENTRIES = 300

# What is written for a type: the entry, its container and its publisher.
WRITTEN = {
    "article-journal": ("article", "journal", "publisher"),
    "paper-conference": ("inproceedings", "booktitle", "publisher"),
    "chapter": ("incollection", "booktitle", "publisher"),
    "book": ("book", "booktitle", "publisher"),
    "report": ("techreport", "howpublished", "institution"),
    "thesis": ("thesis", "howpublished", "school"),
    "manuscript": ("unpublished", "howpublished", "publisher"),
    "software": ("software", "howpublished", "publisher"),
    "dataset": ("dataset", "howpublished", "publisher"),
    "webpage": ("misc", "howpublished", "publisher"),
    "article": ("misc", "howpublished", "publisher"),
}
TYPES = {entry: type_ for type_, (entry, _, _) in WRITTEN.items()} | {
    "misc": "webpage",
    "conference": "paper-conference",
    "proceedings": "book",
    "inbook": "chapter",
    "report": "report",
    "manual": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
}
THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}
DEGREES = {genre: entry for entry, genre in THESES.items()}
# Where `number` counts the work itself, not the issue it stands in.
NUMBERED = {"report", "thesis", "manuscript", "software", "dataset", "webpage"}

# The fields a variable is read from: the first that says something.
TEXTS = {
    "title": ("title",),
    "container-title": ("journal", "journaltitle", "booktitle", "howpublished"),
    "collection-title": ("series",),
    "volume": ("volume",),
    "edition": ("edition",),
    "chapter-number": ("chapter",),
    "page": ("pages",),
    "genre": ("type",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("address", "location"),
    "version": ("version",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "note": ("note",),
}
MONTHS = re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec")

KEY = re.compile(r"[A-Za-z0-9](?:[\w:.+/-]{0,98}[A-Za-z0-9])?", re.ASCII)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ISO_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
ADDRESS = re.compile(r"https?://(?:\\[%&#_~$^]|[^\s{}\\])+")
STRAY_ENTRY = re.compile(r"^\s*@\s*\w", re.MULTILINE)

UNSAFE_IN_URL = {ord(sign): f"%{ord(sign):02X}" for sign in '\\"<>'}


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
    return "\n".join(_written(entry) for entry in entries)


# Reading


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


def _entry(block: BibEntry) -> Entry:
    line = _line(block)
    if not KEY.fullmatch(block.key):
        raise BibtexError(
            f'"{block.key}" is no key: use letters, digits, - and _', line
        )
    try:
        fields = _fields(block)
        return Entry(block.key, _record(block.entry_type, fields), _paper(fields), line)
    except ValueError as error:
        raise BibtexError(f"{block.key}: {error}", line) from error


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


def _record(entry_type: str, fields: Mapping[str, str]) -> dict[str, Any]:
    record: dict[str, Any] = {"type": TYPES.get(entry_type, "webpage")}
    record |= {
        "author": _people(fields.get("author", "")),
        "editor": _people(fields.get("editor", "")),
        **{name: _first(fields, sources) for name, sources in TEXTS.items()},
        "issued": _issued(fields),
        "accessed": _dated(decode(fields.get("urldate", ""))),
        "DOI": _doi(fields.get("doi", "")),
        "URL": _url(fields.get("url", "")),
    }
    record["number" if record["type"] in NUMBERED else "issue"] = _first(
        fields, ("number",)
    )
    record["genre"] = record["genre"] or THESES.get(entry_type, "")
    record["page"] = re.sub(r"(?<=\d)-(?=\d)", "–", record["page"])
    _move_address(record, fields)
    _name_arxiv(record, fields)
    if not (record["title"] or fields.get("paper")):
        raise ValueError("a title is missing")
    return {name: value for name, value in record.items() if value}


def _first(fields: Mapping[str, str], names: Iterable[str]) -> str:
    return next((t for name in names if (t := decode(fields.get(name, "")))), "")


def _move_address(record: dict[str, Any], fields: Mapping[str, str]) -> None:
    """`howpublished` is often the address: nothing is published in an address."""
    container = record["container-title"]
    if ADDRESS.search(container):
        source = " ".join([fields.get("howpublished", ""), container])
        found = ADDRESS.search(source)
        record["URL"] = record["URL"] or _url(found[0] if found else "")
        record["container-title"] = ""


def _name_arxiv(record: dict[str, Any], fields: Mapping[str, str]) -> None:
    number = _arxiv_number(record, fields)
    if not number:
        return
    if not (record["type"] == "report" and record["number"]):
        record["number"] = number
    record["URL"] = (
        record["URL"] or f"https://arxiv.org/abs/{number.removeprefix('arXiv:')}"
    )
    if record["type"] == "webpage":
        record["type"] = "article"


def _arxiv_number(record: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    archive = fields.get("archiveprefix", fields.get("eprinttype", "arxiv"))
    places = [fields.get("eprint", "")] if decode(archive).lower() == "arxiv" else []
    if record["type"] == "webpage":
        places += [record["URL"], record["DOI"]]
    own = record.get("number", "")
    if own and own == _as_arxiv(own):
        places.append(own)
    return next((number for place in places if (number := _as_arxiv(place))), "")


def _as_arxiv(text: str) -> str:
    found = arxiv_id(text)
    return f"arXiv:{found}{arxiv_version(text) or ''}" if found else ""


def _issued(fields: Mapping[str, str]) -> dict[str, Any]:
    issued = _dated(decode(fields.get("date", "") or fields.get("year", "")))
    parts = issued.get("date-parts", [[]])[0]
    if len(parts) == 1:
        parts += _month_and_day(parts[0], fields)
    return issued


def _dated(text: str) -> dict[str, Any]:
    """A date to the year, the month or the day; a literal if it is none."""
    iso = ISO_DATE.fullmatch(text.partition("/")[0])
    parts = [int(part) for part in iso.groups() if part] if iso else []
    if _exists(parts):
        return {"date-parts": [parts]}
    return {"literal": text} if text else {}


def _exists(parts: list[int]) -> bool:
    try:
        date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        return False
    return bool(parts)


def _month_and_day(year: int, fields: Mapping[str, str]) -> list[int]:
    name = decode(fields.get("month", "")).lower()
    month = MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else _number(name)
    parts = [month, _number(fields.get("day", ""))]
    return next((p for p in (parts, parts[:1]) if _exists([year, *p])), [])


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,2}", text) else 0


def _doi(latex: str) -> str:
    text = _verbatim(latex)
    name = doi(text)
    if text and not name:
        raise ValueError(f'"{text[:60]}" is no DOI')
    return name or ""


def _url(latex: str) -> str:
    return _verbatim(latex).strip("<>").translate(UNSAFE_IN_URL)


def _verbatim(latex: str) -> str:
    """Addresses are typed as they are, or with some of their signs escaped."""
    text = latex.replace("\\url", "").replace("\\textasciitilde", "~")
    text = re.sub(r"\\([%&#_~$^])", r"\1", text)
    return "".join(_clean(re.sub("[{}]", "", text)).split())


# Names


def _people(latex: str) -> list[dict[str, str]]:
    return [name for one in split_multiple_persons_names(latex) if (name := _name(one))]


def _name(latex: str) -> dict[str, str]:
    if _is_braced(latex.strip()):
        return _literal(latex)
    parts = parse_single_name_into_parts(latex)
    name = {
        "family": decode(" ".join(parts.last)),
        "given": decode(" ".join(parts.first)),
        "non-dropping-particle": decode(" ".join(parts.von)),
        "suffix": decode(" ".join(parts.jr)),
    }
    if not (name["family"] and name["given"]):
        return _literal(" ".join([*parts.first, *parts.von, *parts.last, *parts.jr]))
    if not _is_particle(name["non-dropping-particle"]):
        name["family"] = decode(" ".join([*parts.von, *parts.last]))
        del name["non-dropping-particle"]
    return {part: text for part, text in name.items() if text}


def _literal(latex: str) -> dict[str, str]:
    """A body of people, or a person of one name; `others` is kept for "et al."."""
    text = decode(latex)
    return {"literal": text} if text else {}


def _is_braced(latex: str) -> bool:
    """Whether one pair of braces holds the whole name."""
    depth, closed = 0, False
    for sign in re.findall(r"\\.|[{}]|[^\\{}]+|\\", latex, re.DOTALL):
        if closed or not (depth or sign == "{"):
            return False
        depth += (sign == "{") - (sign == "}")
        closed = depth == 0
    return closed


def _is_particle(text: str) -> bool:
    """Whether BibTeX would take the words before a family name for its particle."""
    words = text.split()
    plain = bool(words) and all(_is_plain(word) for word in words)
    return plain and words[-1][0].islower()


def _is_plain(word: str) -> bool:
    letters = all(sign.isalpha() or sign in ".'’-" for sign in word)
    return letters and word[0].isalpha() and word.lower() != "and"


# LaTeX

SYMBOLS = get_default_latex_context_db()
COMMANDS = {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "S": "§",
    "textasciicircum": "^",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textquotedbl": '"',
}
ACCENTS = {
    **dict(zip("`'^~=.", "\u0300\u0301\u0302\u0303\u0304\u0307", strict=True)),
    **dict(zip("urHvtd", "\u0306\u030a\u030b\u030c\u0361\u0323", strict=True)),
    **dict(zip('ckb"', "\u0327\u0328\u0331\u0308", strict=True)),
}
SIGNS = dict.fromkeys("!-/@()[]", "") | dict.fromkeys("\\,;: \n\t", " ")
LIGATURES = {
    "{": "",
    "}": "",
    "~": " ",
    "--": "–",
    "---": "—",
    "``": "“",
    "''": "”",
}
ESCAPES = str.maketrans(
    {
        "\\": "\\textbackslash{}",
        "{": "\\textbraceleft{}",
        "}": "\\textbraceright{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "%&#_$"},
    }
)
UNSEEN = ("Cc", "Cs")  # control characters and halves of surrogate pairs
SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
TOKEN = re.compile(r"\\([A-Za-z]+)\s*|\\(.)|(---|--|``|''|[^\\{}~`'-]+|.)", re.DOTALL)
MATHS = re.compile(r"(?<!\\)\$([^$]*)(?<!\\)\$")
SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|([^\\{}\s]))")


def decode(latex: str) -> str:
    """Plain text of LaTeX; an unknown command leaves its argument, no more."""
    out: list[str] = []
    accents: list[str] = []
    for command, sign, plain in TOKEN.findall(_without_maths(latex)):
        if accent := ACCENTS.get(command or sign):
            accents.append(accent)
            continue
        text = _meaning(command, sign, plain)
        if accents and text.strip():
            text = _accented(text.lstrip(), accents)
        if plain == "}" or text.strip():
            accents = []
        out.append(text)
    return _clean("".join(out))


def _meaning(command: str, sign: str, plain: str) -> str:
    if command:
        return COMMANDS.get(command) or _symbol(command)
    if sign:
        return SIGNS.get(sign, sign)
    return LIGATURES.get(plain, plain)


def _symbol(command: str) -> str:
    """What pylatexenc knows of a command that stands for a character."""
    known = getattr(SYMBOLS.get_macro_spec(command), "simplify_repl", None)
    return known if isinstance(known, str) and "%" not in known else ""


def _accented(text: str, accents: list[str]) -> str:
    letter = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
    return letter + "".join(reversed(accents)) + text[1:]


def _without_maths(latex: str) -> str:
    latex = re.sub(r"\\href\s*\{[^{}]*\}", "", latex)
    return MATHS.sub(lambda maths: SCRIPT.sub(_script, maths[1]), latex)


def _script(match: re.Match[str]) -> str:
    text = match[2] or match[3] or ""
    table = SUBSCRIPTS if match[1] == "_" else SUPERSCRIPTS
    known = all(ord(sign) in table for sign in text)
    return text.translate(table) if known else match[1] + text


def _clean(text: str) -> str:
    kept = (s for s in text if s.isspace() or unicodedata.category(s) not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def encode(text: str) -> str:
    """LaTeX that `decode` reads as this text, its braces balanced."""
    escaped = _clean(text).translate(ESCAPES)
    return re.sub(r"([-'`])(?=\1)", r"\1{}", escaped)


# Writing


def _written(entry: Entry) -> str:
    kind, fields = _fields_written(entry.record)
    if kind == "thesis" and (degree := DEGREES.get(fields["type"])):
        kind = degree
        del fields["type"]
    fields["paper"] = entry.paper
    lines = [f"  {name} = {{{latex}}},\n" for name, latex in fields.items() if latex]
    return f"@{kind}{{{entry.key},\n{''.join(lines)}}}\n"


def _fields_written(record: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The entry's kind, and its fields in the order they are written in."""
    kind, container, publisher = WRITTEN.get(record["type"], WRITTEN["webpage"])
    return kind, {
        "author": _written_people(record.get("author", [])),
        "editor": _written_people(record.get("editor", [])),
        "title": _text(record, "title"),
        container: _text(record, "container-title"),
        "series": _text(record, "collection-title"),
        "volume": _text(record, "volume"),
        "number": _written_number(record),
        "edition": _text(record, "edition"),
        "chapter": _text(record, "chapter-number"),
        "pages": re.sub("(?<![-–])–(?![-–])", "--", _text(record, "page")),
        "type": _text(record, "genre"),
        publisher: _text(record, "publisher"),
        "address": _text(record, "publisher-place"),
        **_written_issued(record.get("issued", {})),
        "version": _text(record, "version"),
        **_written_eprint(record),
        "isbn": _text(record, "ISBN"),
        "issn": _text(record, "ISSN"),
        "doi": record.get("DOI", ""),
        "url": record.get("URL", ""),
        "urldate": _written_date(record.get("accessed", {})),
        "note": _text(record, "note"),
    }


def _text(record: Mapping[str, Any], variable: str) -> str:
    return encode(str(record.get(variable, "")))


def _written_number(record: Mapping[str, Any]) -> str:
    own = not _written_eprint(record)
    return (own and _text(record, "number")) or _text(record, "issue")


def _written_eprint(record: Mapping[str, Any]) -> dict[str, str]:
    number = str(record.get("number", ""))
    if not number or number != _as_arxiv(number):
        return {}
    return {"eprint": number.removeprefix("arXiv:"), "archiveprefix": "arXiv"}


def _written_issued(issued: Mapping[str, Any]) -> dict[str, str]:
    if "date-parts" not in issued:
        return {"year": encode(issued.get("literal", ""))}
    parts: list[int] = [*issued["date-parts"][0], 0, 0]
    year, month, day = parts[:3]
    return {
        "year": f"{year:04}",
        "month": MONTHS[month - 1] if month else "",
        "day": f"{day or ''}",
    }


def _written_date(when: Mapping[str, Any]) -> str:
    if "date-parts" not in when:
        return encode(when.get("literal", ""))
    year, *rest = when["date-parts"][0]
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])


def _written_people(people: Iterable[Mapping[str, str]]) -> str:
    return " and ".join(map(_written_name, people))


def _written_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        literal = name["literal"]
        return literal if literal == "others" else f"{{{encode(literal)}}}"
    family = encode(name.get("family", ""))
    if not all(_is_plain(word) and word[0].isupper() for word in family.split()):
        family = f"{{{family}}}"
    last = f"{encode(name.get('non-dropping-particle', ''))} {family}".strip()
    rest = [_kept_whole(name[part]) for part in ("suffix", "given") if name.get(part)]
    return ", ".join([last, *rest])


def _kept_whole(text: str) -> str:
    latex = encode(text)
    # A comma or "and" ends a name; after a backslash bibtexparser may miss an "and".
    unsafe = re.search(r"[,\\]|\band\b", latex, re.IGNORECASE)
    return f"{{{latex}}}" if unsafe else latex
