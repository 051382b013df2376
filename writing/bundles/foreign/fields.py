"""The fields of a foreign front matter as those of a review."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from writing.bibliography.identifiers import arxiv_id, doi
from writing.bundles.errors import FormatError
from writing.bundles.foreign import names
from writing.bundles.foreign.known import Known
from writing.bundles.foreign.report import LEFT_OUT, Report, quoted
from writing.bundles.nodes import Node
from writing.bundles.records import Byline
from writing.models.tags import twin_key

ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?=$|[T\s])", re.ASCII)
IN_WORDS = ("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y")
LONGEST_DATE = 40
LONGEST_DEK = 600
LONGEST_TAG = 100
MOST_TAGS = 50


@dataclass
class Fields:
    """Reads a front matter field by field, and reports what it leaves out."""

    nodes: dict[str, Node]
    report: Report
    known: Known

    def title(self) -> str:
        return self._first(names.TITLE)

    def slug(self) -> str:
        return self._first(names.SLUG)

    def dek(self) -> str:
        """The first of the fields that describe a text; a long one is left out."""
        given = [(name, text) for name in names.DEK if (text := self._first((name,)))]
        fitting = [name for name, text in given if len(text) <= LONGEST_DEK]
        for name, text in given:
            if len(text) > LONGEST_DEK:
                self._leave(name, f"longer than a dek's {LONGEST_DEK} characters")
            elif name != fitting[0]:
                self._leave(name, f"“{fitting[0]}” is the dek")
        return dict(given)[fitting[0]] if fitting else ""

    def published(self) -> datetime.date | None:
        return self._date(names.PUBLISHED)

    def revised(self) -> datetime.date | None:
        return self._date(names.REVISED)

    def tags(self) -> tuple[str, ...]:
        """Those of the vocabulary, in its spelling."""
        found: dict[str, str] = {}
        for node, text in self._texts(names.TAGS):
            tag = self.known.tags.get(twin_key(text[:LONGEST_TAG]))
            if tag is None:
                what = f"the tag {quoted(text)}, which the vocabulary lacks"
                self.report.add(node.line, what, LEFT_OUT)
            elif len(found) < MOST_TAGS:
                found[tag.casefold()] = tag
        return tuple(found.values())

    def byline(self) -> tuple[Byline, ...]:
        """The authors: a name, a list of names, or mappings with a name."""
        people = []
        for name in names.PEOPLE:
            if node := self.nodes.get(name):
                people += [_person(one, self.report) for one in _items(node)]
        return tuple(dict.fromkeys(one for one in people if one))

    def paper(self) -> str:
        """The slug of a paper that is here: named, or known by an identifier."""
        for name in names.PAPER:
            text = self._first((name,))
            if not text:
                continue
            number = doi(text) if name == "doi" else arxiv_id(text)
            slug = self.known.by_identifier.get(number or "", "")
            if name == "paper":
                slug = text if text in self.known.papers else slug
            if slug:
                return slug
            self._leave(name, f"no paper here is {quoted(text)}")
        return ""

    def bibliographies(self) -> list[tuple[int, str]]:
        """The lines and names of the files with the works that are cited."""
        found = self._texts(names.BIBLIOGRAPHY)
        return [(node.line, text) for node, text in found]

    def report_rest(self) -> None:
        """Name every field that no other method reads."""
        for name, node in self.nodes.items():
            if name in names.ADDRESSES:
                done = f"{LEFT_OUT}: redirects are made in the CMS"
                self.report.add(node.line, f"“{name}”, an old address", done)
            elif name in names.SETTINGS:
                self.report.add(node.line, f"“{name}”, a setting there", LEFT_OUT)
            elif name not in names.TAKEN:
                what = f"“{name[:100]}”, which is not known here"
                self.report.add(node.line, what, LEFT_OUT)
        self._report_live()

    def _report_live(self) -> None:
        for name, live in names.LIVE.items():
            node = self.nodes.get(name)
            if node and node.value == live:
                done = "an import never publishes unless it is told to"
                self.report.add(node.line, f"“{name}: {live}”", done)

    # One field

    def _leave(self, name: str, reason: str) -> None:
        line = self.nodes[name].line
        self.report.add(line, f"“{name}”", f"{LEFT_OUT}: {reason}")

    def _first(self, wanted: tuple[str, ...]) -> str:
        for name in wanted:
            node = self.nodes.get(name)
            if node and isinstance(node.value, str):
                return " ".join(node.value.split())
            if node and node.value:
                self._leave(name, "it is no text")
        return ""

    def _texts(self, wanted: tuple[str, ...]) -> Iterator[tuple[Node, str]]:
        """The texts of lists, and of single texts, which may hold several."""
        for name in wanted:
            node = self.nodes.get(name)
            if node and isinstance(node.value, str):
                yield from ((node, one) for one in self._several(_text(node)))
            elif node and isinstance(node.value, list):
                yield from ((one, text) for one in node.value if (text := _text(one)))
            elif node:
                self._leave(name, "it is no list")

    def _several(self, text: str) -> list[str]:
        """A text's parts: divided by commas, or as Jekyll has it by blanks."""
        if twin_key(text[:LONGEST_TAG]) in self.known.tags:
            return [text]
        parts = text.split("," if "," in text else " ")
        return [part.strip() for part in parts if part.strip()]

    def _date(self, wanted: tuple[str, ...]) -> datetime.date | None:
        for name in wanted:
            text = self._first((name,))
            if text and (day := read_day(text)):
                return day
            if text:
                self._leave(name, f"{quoted(text)} is read as no day")
        return None


def lower_names(root: Node, report: Report) -> dict[str, Node]:
    """The fields by name in small letters, since Hugo does not tell them apart."""
    found: dict[str, Node] = {}
    values = root.value if isinstance(root.value, dict) else {}
    for name, node in values.items():
        if name.lower() in found:
            report.add(node.line, f"“{name[:100]}”, a second time", LEFT_OUT)
        else:
            found[name.lower()] = node
    return found


def read_day(text: str) -> datetime.date | None:
    """The day of a date as the three write it; a time of the day is dropped."""
    text = text[:LONGEST_DATE].strip()
    if found := ISO.match(text):
        year, month, day = map(int, found.groups())
        try:
            return datetime.date(year, month, day)
        except ValueError:
            return None
    return next(filter(None, (_in_words(text, one) for one in IN_WORDS)), None)


def _in_words(text: str, form: str) -> datetime.date | None:
    try:
        return datetime.datetime.strptime(text, form).date()
    except ValueError:
        return None


def _items(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else [node]


def _text(node: Node) -> str:
    return " ".join(node.value.split()) if isinstance(node.value, str) else ""


def _person(node: Node, report: Report) -> Byline | None:
    if isinstance(node.value, str):
        name = _text(node)
        return Byline(name) if name else None
    if not isinstance(node.value, dict):
        report.add(node.line, "an author that is a list", LEFT_OUT)
        return None
    for other in node.value.keys() - {"name", "url"}:
        report.add(node.line, f"“{other[:100]}” of an author", LEFT_OUT)
    name = _name_of(node.value.get("name"))
    address = node.value.get("url")
    if not name:
        raise FormatError(node.line, "an author has no name")
    return Byline(name, _text(address) if address else "")


def _name_of(node: Node | None) -> str:
    """A name in one, or as Quarto has it too, in parts."""
    if node is None or isinstance(node.value, list):
        return ""
    if isinstance(node.value, str):
        return _text(node)
    parts = (node.value.get(part) for part in ("given", "family", "literal"))
    return " ".join(_text(part) for part in parts if part)
