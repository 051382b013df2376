"""Listings: fenced code, cells of a notebook, and the tags of Hugo and Jekyll."""

import re

from writing.bundles.foreign.attributes import Attributes, read_attributes
from writing.bundles.foreign.report import LEFT_OUT, quoted
from writing.bundles.foreign.source import Draft, Line, Source
from writing.rendering.code import KNOWN

FENCE = re.compile(r"( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)")
INFO = re.compile(
    r"(?P<language>[^\s{]{0,100})\s*(?:\{(?P<braces>[^}]{0,1000})\})?(.*)"
)
CELL_OPTION = re.compile(r"\s*(?:#|//|--|%%)\|\s*([\w-]{1,100})\s*:\s*(.*)")
HUGO = re.compile(r"\s*\{\{[<%]\s*highlight\s+([^\s>%]{1,100})(.{0,500}?)[>%]\}\}\s*$")
HUGO_END = r"\s*\{\{[<%]\s*/\s*highlight\s*[>%]\}\}\s*$"
LIQUID = re.compile(r"\s*\{%-?\s*highlight\s+([^\s%]{1,100})(.{0,500}?)-?%\}\s*$")
LIQUID_END = r"\s*\{%-?\s*endhighlight\s*-?%\}\s*$"
OTHER_NAMES = {
    name: language
    for language, names in {
        "python": ("py", "python3", "ipython", "pycon"),
        "bash": ("sh", "shell", "zsh", "console", "shell-session"),
        "sql": ("postgres", "postgresql", "mysql", "sqlite"),
        "text": ("txt", "plain", "plaintext", "none", "output", ""),
        "cpp": ("c++", "cc", "cxx"),
        "go": ("golang",),
        "rust": ("rs",),
        "yaml": ("yml",),
        "json": ("jsonc",),
        "latex": ("tex",),
        "protobuf": ("proto",),
        "pseudocode": ("pseudo",),
    }.items()
    for name in names
}


def take_listing(source: Source, draft: Draft) -> bool:
    """```` ```python ````, ```` ```{python} ````, `{{< highlight go >}}` and such."""
    return _take_fence(source, draft) or any(
        _take_tag(source, draft, opening, closing)
        for opening, closing in ((HUGO, HUGO_END), (LIQUID, LIQUID_END))
    )


def _take_fence(source: Source, draft: Draft) -> bool:
    found = FENCE.fullmatch(source.current)
    if not found:
        return False
    line, (indent, fence, info) = source.number, found.groups()
    closing = rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$"
    taken = source.take_until(closing)
    if taken is None:
        draft.report.add(line, "a listing that is not closed", "read to the end")
        code = source.take_rest()
    else:
        code = taken[:-1]
    code = [(number, text.removeprefix(indent)) for number, text in code]
    language, attributes = _read_info(info)
    _add(draft, line, language, attributes, code)
    return True


def _take_tag(
    source: Source, draft: Draft, opening: re.Pattern[str], closing: str
) -> bool:
    found = opening.match(source.current)
    line = source.number
    taken = source.take_until(closing) if found else None
    if found is None or taken is None:
        return False
    _add(draft, line, found[1], read_attributes(found[2]), taken[:-1])
    return True


def _read_info(info: str) -> tuple[str, Attributes]:
    """The language and the rest of what stands after a fence."""
    found = INFO.match(info)
    language, braces, rest = found.groups() if found else ("", "", "")
    attributes = read_attributes(f"{braces or ''} {rest}")
    if not language and attributes.classes:
        language = attributes.classes.pop(0)
    elif not language and attributes.words:
        language = attributes.words.pop(0)
        attributes.classes.append("cell")
    return language, attributes


def _add(
    draft: Draft, line: int, written: str, attributes: Attributes, code: list[Line]
) -> None:
    code = _take_cell_options(draft, attributes, code)
    label = draft.label(attributes.id, line) if attributes.id else ""
    draft.add(
        "code",
        line,
        language=_language(draft, line, written),
        code="\n".join(text for _, text in code),
        caption=attributes.take("caption", "lst-cap", "title", "filename")[:200],
        label=label,
    )
    if "cell" in attributes.classes:
        attributes.classes.remove("cell")
        draft.report.add(line, f"a cell of {written}", "kept as a listing, not run")
    if rest := attributes.rest:
        draft.report.add(line, f"{quoted(rest)} of a listing", LEFT_OUT)


def _language(draft: Draft, line: int, written: str) -> str:
    name = written.lower().strip("{}.")
    language = OTHER_NAMES.get(name, name)
    if language in KNOWN:
        return language
    draft.report.add(line, f"the language {quoted(written)}", "set as plain text")
    return "text"


def _take_cell_options(
    draft: Draft, attributes: Attributes, code: list[Line]
) -> list[Line]:
    """Read the options at the head of a cell; the code below them."""
    start = 0
    for number, text in code:
        option = CELL_OPTION.fullmatch(text)
        if not option:
            break
        start += 1
        name, value = option[1], option[2].strip("\"' ")
        if name in ("label", "lst-label"):
            attributes.id = value
        elif name == "lst-cap":
            attributes.values["caption"] = value
        else:
            draft.report.add(number, f"{quoted(text)} of a cell", LEFT_OUT)
    return code[start:]
