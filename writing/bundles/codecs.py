"""How a block's value is written as an option: plain where it can be, else as JSON."""

import csv
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from writing.blocks.base import LABEL_LENGTH
from writing.bundles.json_text import UNSEEN, is_json, read_json, write_json
from writing.bundles.nodes import read_date

BLANKS = " \t"
CONTROL = re.compile("[\x00-\x08\x0a-\x1f]")
LABEL = re.compile(rf"[a-z0-9-]{{1,{LABEL_LENGTH}}}")
LINK = re.compile(r"\[([^\]]*)\]\((\S+)\)(?: (\d{4}-\d{2}-\d{2}))?", re.ASCII)
COMMON_READING = "common reading"


class Text:
    """A text, or nothing at all (`null`)."""

    empty: Any = ""

    def read(self, text: str) -> Any:
        """The value of an option's text; a `ValueError` says what is wrong."""
        return self.accept(read_json(text) if is_json(text) else text)

    def write(self, value: Any) -> str:
        """The option's text: plain if it is read back unchanged."""
        plain = self.plain(value)
        if plain is not None and fits_a_line(plain) and not is_json(plain):
            return plain
        return write_json(self.data(value))

    def accept(self, value: Any) -> Any:
        """The block's value for what was written plainly or as JSON."""
        if value is None or isinstance(value, str):
            return value
        raise ValueError("it must be text")

    def plain(self, value: Any) -> str | None:
        """The value as plain text, if it has one."""
        return value if isinstance(value, str) else None

    def data(self, value: Any) -> Any:
        """The value for JSON."""
        return value


@dataclass(frozen=True)
class Choice(Text):
    """One of a closed set."""

    what: str
    values: Collection[str]
    empty: str = ""

    def accept(self, value: Any) -> Any:
        if value in ("", None) or value in self.values:
            return value
        raise ValueError(f'unknown {self.what} "{value}" ({", ".join(self.values)})')


class Label(Text):
    """A label, which becomes an anchor."""

    def accept(self, value: Any) -> Any:
        if value in ("", None) or LABEL.fullmatch(str(value)):
            return value
        raise ValueError(
            f'"{value}" is no label: a-z, 0-9 and hyphens, at most {LABEL_LENGTH}'
        )


@dataclass(frozen=True)
class Flag(Text):
    """True or false."""

    empty: bool = True

    def accept(self, value: Any) -> Any:
        values = {"true": True, "false": False, None: None}
        if not isinstance(value, str | None) or value not in values:
            raise ValueError("it must be true or false")
        return values[value]

    def plain(self, value: Any) -> str | None:
        return {True: "true", False: "false"}.get(value)


class Heard(Text):
    """Where a claim is said: `common reading`, `@key`, or `[title](url) date`."""

    empty = {"kind": "", "reference": "", "url": "", "title": "", "date": None}
    kinds = ("reading", "reference", "link")

    def read(self, text: str) -> Any:
        if text == COMMON_READING:
            return {**self.empty, "kind": "reading"}
        if text.startswith("@"):
            return {**self.empty, "kind": "reference", "reference": text[1:]}
        if link := LINK.fullmatch(text):
            title, url, date = link.groups()
            found = {"kind": "link", "url": url, "title": title, "date": date}
            return self._checked({**self.empty, **found})
        if text.startswith("{"):
            return self.accept(read_json(text))
        raise ValueError(
            f'"{text}" is not where a claim is said: write "{COMMON_READING}", '
            '"@key" or "[title](https://…) 2026-11-21"'
        )

    def write(self, value: Any) -> str:
        plain = self.plain(value)
        if fits_a_line(plain) and self.read(plain) == value:
            return plain
        return write_json(self.data(value))

    def accept(self, value: Any) -> Any:
        return self._checked(_known(value, self.empty))

    def plain(self, value: Any) -> str:
        if value["kind"] == "reference":
            return f"@{value['reference']}"
        if value["kind"] == "link":
            date = f" {value['date']}" if value["date"] else ""
            link = f"[{value['title']}]({value['url']}){date}"
            return link if LINK.fullmatch(link) else COMMON_READING
        return COMMON_READING

    def data(self, value: Any) -> Any:
        return _given(value, self.empty)

    def _checked(self, value: dict[str, Any]) -> dict[str, Any]:
        Choice("kind", self.kinds).accept(value["kind"])
        if value["date"] is not None:
            read_date(value["date"])
        return value


@dataclass(frozen=True)
class Items(Text):
    """A list of things that have the same few texts: a JSON list."""

    names: tuple[str, ...]

    @property
    def empty(self) -> Any:
        return []

    @property
    def blank(self) -> dict[str, Any]:
        """An item with nothing filled in."""
        return dict.fromkeys(self.names, "")

    def accept(self, value: Any) -> Any:
        if not isinstance(value, list):
            raise ValueError("it must be a JSON list")
        return [_known(item, self.blank) for item in value]

    def plain(self, value: Any) -> str | None:
        return None

    def data(self, value: Any) -> Any:
        return [_given(item, self.blank) for item in value]

    def read_csv(self, text: str) -> Any:
        """The items of a CSV text whose head names the texts."""
        rows = _csv_rows(text)
        if not rows:
            return []
        if tuple(rows[0]) != self.names:
            raise ValueError(f"the first row must be {','.join(self.names)}")
        for row in rows[1:]:
            if len(row) != len(self.names):
                raise ValueError(
                    f'{len(row)} cells in place of {len(self.names)}: "{",".join(row)}"'
                )
        return [dict(zip(self.names, row, strict=True)) for row in rows[1:]]

    def write_csv(self, value: Any) -> str | None:
        """The items as CSV, unless CSV would not give them back."""
        rows = [self.names, *([item[name] for name in self.names] for item in value)]
        if any(cell is None for row in rows for cell in row):
            return None
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        written = text.getvalue().removesuffix("\n")
        try:
            return written if self.read_csv(written) == value else None
        except ValueError:
            return None


def fits_a_line(text: str) -> bool:
    """Whether an option or argument can hold the text as it is."""
    unseen = CONTROL.search(text) or UNSEEN.search(text)
    return bool(text) and text == text.strip(BLANKS) and not unseen


def _csv_rows(text: str) -> list[list[str]]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        return [row for row in reader if row]
    except csv.Error as error:
        raise ValueError(f"not CSV: {error}") from error


def _known(value: Any, blank: Mapping[str, Any]) -> dict[str, Any]:
    """An object of texts with its blanks filled in."""
    if not isinstance(value, dict):
        raise ValueError(f"it must be a JSON object of {', '.join(blank)}")
    for name, text in value.items():
        if name not in blank:
            raise ValueError(f'unknown name "{name}" ({", ".join(blank)})')
        if not isinstance(text, str | None):
            raise ValueError(f"{name} must be text")
    return {**blank, **value}


def _given(value: Mapping[str, Any], blank: Mapping[str, Any]) -> dict[str, Any]:
    """An object without what is blank in it, its names in one order."""
    return {name: value[name] for name in blank if value[name] != blank[name]}
