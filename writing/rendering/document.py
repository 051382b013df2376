"""The page that blocks are drawn on: their places, and what they ask of each other."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Self

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from writing.locators import Locator, LocatorError, parse_locators
from writing.rendering.code import highlight, parse_lines
from writing.rendering.markdown import MarkdownError, Scope, render_markdown
from writing.rendering.maths import MathsError, mathml
from writing.rendering.places import Text, place_url
from writing.rendering.tables import Table, TableError, parse_table
from writing.verdicts import Verdict

NO_BREAK = "\u00a0"


class Changed(NamedTuple):
    """A published verdict that changed: when, from which, and by which correction."""

    day: date
    before: Verdict
    correction: int


class Place(NamedTuple):
    """Where a block stands: its number, its anchor, and the anchors it once had.

    For a claim also how its verdict changed after it was published.
    """

    number: int | None = None
    anchor: str = ""
    former: Sequence[str] = ()
    changed: Changed | None = None


class Document:
    """The page that blocks are drawn on."""

    def __init__(
        self,
        places: Mapping[str, Place] | None = None,
        scope: Scope | None = None,
        sources: Mapping[str, Mapping[str, Any]] | None = None,
        texts: Sequence[Text] = (),
    ) -> None:
        self._places = places or {}
        self._texts = texts
        self.sources = sources or {}
        self.scope = scope or Scope(keys=self.sources)

    @classmethod
    def alone(cls, value: Any) -> Self:
        """A page that holds this block only, as in the block picker."""
        label = value.get("label") if hasattr(value, "get") else ""
        return cls({"": Place(number=1, anchor=label or "")})

    def place(self, block_id: str) -> Place:
        """Where the block with this id stands."""
        return self._places.get(block_id, Place())

    def markdown(self, source: str) -> SafeString:
        """Markdown as HTML; a text over the limits is shown as it was typed."""
        try:
            return mark_safe(render_markdown(source, self.scope))  # noqa: S308
        except MarkdownError as error:
            return format_html('<p class="unresolved">{}</p>', error)

    def inline(self, source: str) -> SafeString:
        """Markdown of one paragraph, without the paragraph."""
        html = self.markdown(source).strip()
        if html.startswith("<p>") and html.count("<p") == 1 and html.endswith("</p>"):
            html = html[3:-4]
        return mark_safe(html)  # noqa: S308

    def equation(self, latex: str, alt: str = "") -> SafeString:
        """A displayed formula as MathML; a bad one is shown as it was typed."""
        try:
            return mark_safe(mathml(latex, display=True, alt=alt))  # noqa: S308
        except MathsError:
            return format_html('<code class="unresolved">{}</code>', latex)

    def code(self, source: str, language: str, lines: str) -> SafeString:
        """A highlighted listing; one that can't be is shown as it was typed."""
        try:
            marked = parse_lines(lines)
            return mark_safe(highlight(source, language or "text", marked))  # noqa: S308
        except ValueError:
            return escape(source)

    def table(self, data: str) -> Table | None:
        """The rows of a data block, or nothing where they can't be read."""
        try:
            return parse_table(data)
        except TableError:
            return None

    def cite(self, key: str) -> int | str:
        """The number of a work in the page's bibliography, or its key if unknown."""
        return self.scope.cite(key) or f"@{key}"

    def locator_text(self, text: str | None) -> str:
        """Locators as printed: works by their number, versions by their label."""
        located = (self._located(locator) for locator in _read(text))
        return "; ".join(located) or (text or "")

    def locators(self, text: str | None, *, counted: bool = True) -> SafeString:
        """The same with links: to the place in the paper, to another work's entry.

        Where a work is named, that is one of its uses, unless it is not `counted`.
        """
        found = _read(text)
        links = ((self._link(locator, counted),) for locator in found)
        return format_html_join("; ", "{}", links) if found else escape(text or "")

    def _link(self, locator: Locator, counted: bool) -> SafeString:
        text = self._located(locator)
        if not locator.source:
            url = place_url(locator, self._texts)
            link = format_html('<a class="place" href="{}">{}</a>', url, text)
            return link if url else escape(text)
        if locator.source not in self.sources:
            return escape(text)
        number, _, place = text.partition("], ")
        used = self.scope.use(locator.source) if counted else ""
        anchor = format_html(' id="{}"', used) if used else ""
        return format_html(
            '<a class="cite"{} href="#ref-{}">{}]</a>, {}',
            *(anchor, locator.source, number, place),
        )

    def _located(self, locator: Locator) -> str:
        source = f"[{self.cite(locator.source)}], " if locator.source else ""
        version = f"{locator.version}, " if locator.version else ""
        # "p. 5" may not break after its stop, only between two parts.
        parts = locator.place.split(", ")
        place = ", ".join(part.replace(" ", NO_BREAK) for part in parts)
        return f"{source}{version}{place}"


def _read(text: str | None) -> tuple[Locator, ...]:
    """The places in a text; none in what can't be read."""
    try:
        return parse_locators(text or "")
    except LocatorError:
        return ()
