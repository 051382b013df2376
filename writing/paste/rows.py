"""What was understood of a paste, entry by entry.

Nothing is stored until a person says so: a row travels in the form, signed, so that
what comes back is what was shown.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError

from writing.bibliography.answers import LookupFailed
from writing.bibliography.pasted import Pasted, read_pasted
from writing.bibliography.works import Work
from writing.bundles.records import Author, PaperRecord, Version
from writing.models import Paper
from writing.paste import duplicates
from writing.paste.fields import draft_of

SALT = "writing.paste.rows"
ONE_DAY = 24 * 60 * 60
TEXT_SHOWN = 20_000


@dataclass(frozen=True)
class Row:
    """An entry: a paper to add or to compare, a question to ask, or a fault."""

    number: int
    line: int
    text: str
    # Asked of arXiv or Crossref, and not answered yet.
    identifier: str = ""
    fault: str = ""
    paper: PaperRecord | None = None
    notes: tuple[str, ...] = ()
    # The library's paper that it is, and the revision that it was compared with.
    here: int | None = None
    revision: int | None = None
    is_certain: bool = True
    # The line on which the same paper stands already.
    twice: int | None = None

    @property
    def state(self) -> str:
        if self.paper is None:
            return "asked" if self.identifier else "fault"
        if self.twice:
            return "twice"
        return "here" if self.here else "new"


def rows_of(text: str) -> list[Row]:
    """The entries of a pasted text."""
    rows = [
        _row(number, entry) for number, entry in enumerate(read_pasted(text), start=1)
    ]
    return placed(rows)


def placed(rows: Iterable[Row]) -> list[Row]:
    """The rows, each told whether its paper is here or stands twice in the paste."""
    library = duplicates.read_library()
    lines: duplicates.Known = {}
    found = []
    for row in rows:
        found.append(_in_library(row, library, lines))
        if row.paper:
            lines.update(dict.fromkeys(duplicates.known_as(row.paper), row.line))
    return found


def answered(row: Row, answer: Work | LookupFailed) -> Row:
    """The row with what arXiv or Crossref said of it."""
    if isinstance(answer, LookupFailed):
        return replace(row, fault=str(answer))
    draft = draft_of(answer)
    return replace(row, fault="", paper=draft.paper, notes=draft.notes)


def only_row(text: str) -> Row:
    """The one entry of a text; a `ValidationError` if there are more, or none."""
    rows = rows_of(text)
    if not rows:
        raise ValidationError("There is nothing in it.")
    if len(rows) > 1:
        raise ValidationError(
            f"There are {len(rows)} entries; one is wanted here. Many at once are "
            "pasted under Papers."
        )
    if rows[0].state == "fault":
        raise ValidationError(f"Line {rows[0].line}: {rows[0].fault}")
    return rows[0]


def _row(number: int, entry: Pasted) -> Row:
    row = Row(
        number=number,
        line=entry.line,
        text=entry.text[:TEXT_SHOWN],
        identifier=entry.identifier,
        fault=entry.fault,
    )
    return answered(row, entry.work) if entry.work else row


def _in_library(row: Row, library: duplicates.Known, lines: duplicates.Known) -> Row:
    if row.paper is None:
        return row
    above, found = (duplicates.match(row.paper, known) for known in (lines, library))
    row = replace(row, twice=above.pk if above else None, here=None, revision=None)
    if found is None:
        return row
    revision = Paper.objects.values_list("latest_revision", flat=True).get(pk=found.pk)
    return replace(row, here=found.pk, revision=revision, is_certain=found.is_certain)


# Signed


def sign(row: Row) -> str:
    """The row as a text that only we can have written."""
    return signing.dumps(_plain(asdict(row)), salt=SALT, compress=True)


def unsign(text: str) -> Row:
    """The row that was signed. Raises `ValidationError`."""
    try:
        return _row_from(signing.loads(text, salt=SALT, max_age=ONE_DAY))
    # A release between two steps may have changed what a row holds.
    except (signing.BadSignature, TypeError, KeyError) as error:
        raise ValidationError(
            "This page is older than a day, or was changed on its way: read the text "
            "again."
        ) from error


def _row_from(values: dict[str, Any]) -> Row:
    paper = values.pop("paper")
    notes = tuple(values.pop("notes"))
    return Row(**values, notes=notes, paper=_paper(paper) if paper else None)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _paper(values: dict[str, Any]) -> PaperRecord:
    authors = tuple(Author(**one) for one in values.pop("authors"))
    versions = tuple(map(_version, values.pop("versions")))
    del values["relations"]
    return PaperRecord(**values, authors=authors, versions=versions)


def _version(values: dict[str, Any]) -> Version:
    day = values.pop("date")
    return Version(**values, date=date.fromisoformat(day) if day else None)
