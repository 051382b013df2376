"""Markdown to HTML: one text of a page at a time, numbered over the whole page."""

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from writing.rendering.citations import citations_plugin
from writing.rendering.dollars import dollars_plugin
from writing.rendering.headings import headings_plugin, text_of
from writing.rendering.inspection import inspection_plugin
from writing.rendering.limits import (
    CONTROL,
    MarkdownError,
    limits_plugin,
    refuse_oversized,
)
from writing.rendering.links import links_plugin
from writing.rendering.listings import listings_plugin
from writing.rendering.notes import notes_plugin
from writing.rendering.roles import roles_plugin
from writing.rendering.sanitizing import sanitize
from writing.rendering.scope import (
    Heading,
    MarkdownFault,
    Note,
    Progress,
    Scope,
    Target,
)
from writing.rendering.typography import typography_plugin

__all__ = [
    "Heading",
    "MarkdownError",
    "MarkdownFault",
    "Scope",
    "Target",
    "check_markdown",
    "parse",
    "plain_text",
    "render_markdown",
]

PLUGINS = (
    limits_plugin,
    notes_plugin,
    headings_plugin,
    dollars_plugin,
    citations_plugin,
    roles_plugin,
    links_plugin,
    listings_plugin,
    typography_plugin,
    inspection_plugin,
)


class Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Take every address for a link: the inspection refuses some, with reasons."""
        return True


def render_markdown(source: str, scope: Scope) -> str:
    """Render the next text of a page; raise MarkdownError for what is over a limit.

    What is wrong but can be shown goes to `scope.faults`.
    """
    progress = Progress(scope)
    tokens = _parse(source, progress)
    html = _parser().renderer.render(tokens, _parser().options, {"progress": progress})
    scope.faults.extend(sorted(progress.faults))
    return sanitize(html)


def check_markdown(source: str, scope: Scope | None = None) -> list[MarkdownFault]:
    """What is wrong with a text by itself, and with a scope, on its page."""
    if scope is None:
        return _check_alone(source)
    before = len(scope.faults)
    try:
        render_markdown(source, scope)
    except MarkdownError as error:
        scope.faults.append(MarkdownFault(error.line, error.message))
    return scope.faults[before:]


def parse(source: str) -> tuple[list[Token], dict[str, Note]]:
    """The tokens of a text by itself and its notes; MarkdownError over a limit."""
    progress = Progress(Scope())
    return _parse(source, progress), progress.notes


@lru_cache(maxsize=256)
def plain_text(source: str) -> str:
    """The words of a text, a line a paragraph; maths and code as they were typed.

    A text over the limits is given back whole: its words are still its words.
    """
    try:
        tokens, notes = parse(source)
    except MarkdownError:
        return CONTROL.sub("\ufffd", source)
    noted = (token for note in notes.values() for token in note.content)
    return "\n".join(filter(None, map(_words, [*tokens, *noted])))


def _check_alone(source: str) -> list[MarkdownFault]:
    progress = Progress(Scope())
    try:
        _parse(source, progress)
    except MarkdownError as error:
        return [MarkdownFault(error.line, error.message)]
    return sorted(progress.faults)


def _parse(source: str, progress: Progress) -> list[Token]:
    refuse_oversized(source)
    if found := CONTROL.search(source):
        line = source.count("\n", 0, found.start()) + 1
        name = f"U+{ord(found[0]):04X}"
        progress.fault(line, f"The text holds a control character, {name}.")
    return _parser().parse(CONTROL.sub("\ufffd", source), {"progress": progress})


def _words(token: Token) -> str:
    if token.type == "inline":
        return text_of(token.children or [])
    return token.content.strip()


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """The parser keeps no state between texts: that is all in the environment."""
    md = Parser("commonmark", {"html": False, "xhtmlOut": False})
    md.enable(["table", "strikethrough"]).disable(["html_inline", "html_block"])
    for plugin in PLUGINS:
        md.use(plugin)
    # Each list of rules is put together on first use, and not under a lock.
    for ruler in (md.core.ruler, md.block.ruler, md.inline.ruler, md.inline.ruler2):
        ruler.getRules("")
    return md
