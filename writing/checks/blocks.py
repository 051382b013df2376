"""What each kind of block must hold; see `writing.checks` for the whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from writing.blocks.charts import chart_of
from writing.blocks.claims import QUOTED_WORDS
from writing.checks.findings import Finding, error
from writing.locators import LocatorError, parse_locators
from writing.publication import sources_of
from writing.rendering.body import Source
from writing.rendering.charts import ROOMY, ChartError, draw_chart
from writing.rendering.code import CodeError, highlight, parse_lines
from writing.rendering.markdown import check_markdown
from writing.rendering.maths import MathsError, mathml
from writing.rendering.tables import Table, TableError, parse_table
from writing.verdicts import Verdict

if TYPE_CHECKING:
    from writing.models import ReviewPage

KEY_NUMBERS = range(3, 7)
SAID_LENGTH = 300


@dataclass(frozen=True)
class BibliographyKeys:
    """What locators and citations may name: works by key, versions of the paper."""

    sources: list[Source]
    versions: frozenset[str]

    @classmethod
    def of(cls, review: "ReviewPage") -> Self:
        """Those of one review."""
        versions = review.paper.versions.all() if review.paper_id else []
        return cls(sources_of(review), frozenset(version.label for version in versions))

    @property
    def keys(self) -> set[str]:
        """The keys of the works."""
        return {source.key for source in self.sources}


def check_block(block: Any, known: BibliographyKeys) -> Iterator[Finding]:
    """Everything wrong with one block of a body."""
    check = CHECKS.get(block.block_type)
    if check:
        yield from check(block.value, known)


def _text(value: Any, field: str, what: str) -> Iterator[Finding]:
    if not str(value.get(field) or "").strip():
        yield error(f"{what} is missing.", field)


def _markdown(source: str, field: str = "") -> Iterator[Finding]:
    for fault in check_markdown(source or ""):
        yield error(f"Line {fault.line}: {fault.message}", field)


def _locators(value: Any, known: BibliographyKeys) -> Iterator[Finding]:
    text = value.get("locators") or ""
    if not text.strip():
        yield error("Where to look is missing.", "locators", hint="§5, p. 5; Fig. 4")
        return
    try:
        locators = parse_locators(text)
    except LocatorError as fault:
        yield error(str(fault), "locators")
        return
    for locator in locators:
        if locator.source and locator.source not in known.keys:
            yield error(f"No reference has the key “{locator.source}”.", "locators")
        elif locator.version and not locator.source:
            yield from _version(locator.version, known)


def _version(version: str, known: BibliographyKeys) -> Iterator[Finding]:
    if version not in known.versions:
        yield error(f"The paper has no version “{version}”.", "locators")


def _few_words(value: Any, field: str) -> Iterator[Finding]:
    count = len((value.get(field) or "").split())
    if count > QUOTED_WORDS:
        yield error(f"{count} words are quoted; {QUOTED_WORDS} are allowed.", field)


def _table(value: Any) -> tuple[Table | None, list[Finding]]:
    try:
        return parse_table(value.get("data") or ""), []
    except TableError as fault:
        return None, [error(str(fault), "data")]


def check_prose(value: str, known: BibliographyKeys) -> Iterator[Finding]:
    """Markdown within its limits, formulas that parse, links with a known scheme."""
    yield from _markdown(value)


def check_claim(value: Any, known: BibliographyKeys) -> Iterator[Finding]:
    """Said, verdict, what the paper says, where to look, and where it is heard."""
    yield from _text(value, "said", "What is said")
    if (length := len(value.get("said") or "")) > SAID_LENGTH:
        message = f"It has {length} characters; {SAID_LENGTH} are allowed."
        yield error(message, "said")
    if value.get("verdict") not in Verdict:
        scale = ", ".join(Verdict.labels)
        yield error(f"The verdict is not one of the scale ({scale}).", "verdict")
    yield from _text(value, "found", "What the paper says")
    yield from _markdown(value.get("found"), "found")
    yield from _locators(value, known)
    yield from _few_words(value, "words")
    yield from _heard(value.get("heard") or {}, known)


def _heard(heard: Any, known: BibliographyKeys) -> Iterator[Finding]:
    kind = heard.get("kind")
    if kind not in HEARD:
        yield error("Where it is said is missing.", "heard")
    elif kind == "reference" and heard.get("reference") not in known.keys:
        yield error(f"No reference has the key “{heard.get('reference')}”.", "heard")
    elif kind == "link" and not (heard.get("url") and heard.get("date")):
        yield error("A link needs its address and its date.", "heard")


HEARD = ("reading", "reference", "link")


def check_quote(value: Any, known: BibliographyKeys) -> Iterator[Finding]:
    """A short text, with its place."""
    yield from _text(value, "text", "The quotation")
    yield from _few_words(value, "text")
    yield from _locators(value, known)


def check_key_numbers(value: Any, known: BibliographyKeys) -> Iterator[Finding]:
    """Three to six, each with what it counts and where it stands."""
    numbers = list(value.get("numbers") or [])
    if len(numbers) not in KEY_NUMBERS:
        yield error(f"There are {len(numbers)} numbers; give three to six.", "numbers")
    for position, number in enumerate(numbers, start=1):
        for finding in (
            *_text(number, "value", "The value"),
            *_text(number, "what", "What it counts"),
            *_locators(number, known),
        ):
            yield error(f"Number {position}: {finding.message}", "numbers")


def check_figure(value: Any, known: BibliographyKeys) -> Iterator[Finding]:
    """A picture with alt text, credit and licence."""
    image = value.get("image")
    if image is None:
        yield error("The picture is missing.", "image")
    yield from _text(value, "alt", "The alt text")
    for field in ("credit", "licence"):
        if not (value.get(field) or getattr(image, field, "")):
            yield error(f"The {field} is missing.", field)
    yield from _markdown(value.get("caption"), "caption")


def check_equation(value: Any, known: BibliographyKeys) -> Iterator[Finding]:
    """LaTeX that can be set."""
    yield from _text(value, "latex", "The formula")
    try:
        mathml(value.get("latex") or "", display=True)
    except MathsError as fault:
        yield error(str(fault), "latex")


def check_code(value: Any, known: BibliographyKeys) -> Iterator[Finding]:
    """A listing that can be shown, and highlighted lines that can be read."""
    yield from _text(value, "code", "The code")
    try:
        highlight(value.get("code") or "", value.get("language") or "text")
    except CodeError as fault:
        yield error(str(fault), "code")
    try:
        parse_lines(value.get("lines") or "")
    except ValueError as fault:
        yield error(str(fault), "lines")


def check_table(value: Any, known: BibliographyKeys) -> Iterator[Finding]:
    """Rows that match their head, a caption and a source."""
    yield from _table(value)[1]
    yield from _text(value, "caption", "The caption")
    yield from _locators(value, known)


def check_chart(value: Any, known: BibliographyKeys) -> Iterator[Finding]:
    """A table's rules, an alt text, and data that can be drawn."""
    table, faults = _table(value)
    yield from faults
    yield from _text(value, "caption", "The caption")
    yield from _text(value, "alt", "The alt text")
    yield from _locators(value, known)
    if table:
        yield from _missing_columns(value, table) or _drawn(value)


def _missing_columns(value: Any, table: Table) -> list[Finding]:
    return [
        error(f"The data has no column “{column}”.", field)
        for field, column in _columns(value)
        if column not in table.header
    ]


def _drawn(value: Any) -> Iterator[Finding]:
    try:
        draw_chart(chart_of(value), ROOMY)
    except ChartError as fault:
        yield error(str(fault), "data")


def _columns(value: Any) -> Iterator[tuple[str, str]]:
    """The columns that a chart's settings name, with the field that names them."""
    if value.get("x"):
        yield "x", value["x"]
    for series in value.get("series") or []:
        errors = (series.get("errors") or "").split(";")
        for column in (series.get("column") or "", *errors):
            if column.strip():
                yield "series", column.strip()


def check_callout(value: Any, known: BibliographyKeys) -> Iterator[Finding]:
    """A text."""
    yield from _text(value, "text", "The text")
    yield from _markdown(value.get("text"), "text")


CHECKS: dict[str, Callable[[Any, BibliographyKeys], Iterator[Finding]]] = {
    "prose": check_prose,
    "claim": check_claim,
    "quote": check_quote,
    "key_numbers": check_key_numbers,
    "figure": check_figure,
    "equation": check_equation,
    "code": check_code,
    "table": check_table,
    "chart": check_chart,
    "callout": check_callout,
}
