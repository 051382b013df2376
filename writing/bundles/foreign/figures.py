"""Pictures that stand alone on their line, in Markdown, HTML or a shortcode."""

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from writing.bundles.foreign.attributes import Attributes, read_attributes
from writing.bundles.foreign.report import KEPT, LEFT_OUT, quoted
from writing.bundles.foreign.source import Draft, Source
from writing.bundles.limits import MAX_IMAGE, MAX_IMAGES, MEGABYTE
from writing.bundles.pictures import plain_picture

MARKDOWN = re.compile(
    r"""[ ]{0,3}!\[(?P<alt>(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,1000})\]
    \(\s{0,9}(?:<(?P<angled>[^<>]{1,500})>|(?P<target>[^\s()]{1,500}))
    (?:\s{1,9}(?:"(?P<title>[^"]{0,1000})"|'(?P<other>[^']{0,1000})'))?\s{0,9}\)
    (?:\{:?(?P<braces>[^{}]{0,500})\})?\s*$""",
    re.VERBOSE,
)
HTML = re.compile(r"\s*<img\s([^<>]{1,2000})>\s*$", re.IGNORECASE)
HUGO = re.compile(r"\s*\{\{[<%]\s*figure\s(.{1,2000}?)/?\s*[>%]\}\}\s*$")
# What Jekyll writes before the path of a picture.
SITE = re.compile(r"\{\{\s*site\.\w{1,50}\s*\}\}")
FILTERED = re.compile(r"""\{\{\s*["']([^"'{}]{1,500})["']\s*\|\s*\w{1,20}_url\s*\}\}""")
# Where the three keep what is at the root of the finished site.
ROOTS = ("", "static/", "assets/", "public/", "content/")


def take_figure(source: Source, draft: Draft) -> bool:
    """A picture that is in the upload; others are left to the text, and reported."""
    figure = _read(FILTERED.sub(r"\1", SITE.sub("", source.current)))
    if figure is None:
        return False
    target = figure.take("src")
    name, problem = _picture(draft, target)
    if problem:
        draft.report.add(source.number, f"the picture {quoted(target)}", problem)
        draft.write(source.number, source.current)
    else:
        _add(draft, source.number, name, figure)
    source.position += 1
    return True


def _read(line: str) -> Attributes | None:
    """What the line says of its picture, if it is one."""
    if found := HUGO.match(line) or HTML.match(line):
        return read_attributes(found[1].removesuffix("/"))
    if not (found := MARKDOWN.match(line)):
        return None
    figure = read_attributes(found["braces"] or "")
    alt, title = found["alt"], found["title"] or found["other"] or ""
    figure.values["src"] = found["angled"] or found["target"]
    # Pandoc sets what stands in the brackets beneath the picture.
    pandocs = bool(figure.id or "fig-alt" in figure.values)
    figure.values.setdefault("caption", title or (alt if pandocs else ""))
    figure.values.setdefault("alt", figure.take("fig-alt") or alt)
    return figure


def _add(draft: Draft, line: int, name: str, figure: Attributes) -> None:
    label = draft.label(figure.id, line) if figure.id else ""
    caption = figure.take("caption", "title")
    values = {
        "image": name,
        "alt": figure.take("alt"),
        "credit": figure.take("attr"),
        "label": label,
    }
    piece = draft.add("figure", line, **values)
    piece.field = "caption"
    piece.lines = [(line, caption)] if caption else []
    if rest := figure.rest:
        draft.report.add(line, f"{quoted(rest)} of a figure", LEFT_OUT)


def _picture(draft: Draft, target: str) -> tuple[str, str]:
    """The name under which the picture is kept, or what is the matter with it."""
    if "://" in target or target.startswith("//"):
        return "", f"{KEPT}: it is on another host"
    path = _find(draft, target)
    if path is None:
        return "", f"{KEPT}: it is not in the upload"
    if path.stat().st_size > MAX_IMAGE:
        return "", f"{KEPT}: it has more than {MAX_IMAGE // MEGABYTE} MB"
    data, name = path.read_bytes(), PurePosixPath(unquote(target)).name
    try:
        data = plain_picture(name, data)
    except ValueError as error:
        return "", f"{KEPT}: {error}"
    return _keep(draft, name, data)


def _keep(draft: Draft, name: str, data: bytes) -> tuple[str, str]:
    number = 1
    path = PurePosixPath(name)
    while draft.images.get(name, data) != data:
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    if name not in draft.images and len(draft.images) == MAX_IMAGES:
        return "", f"{KEPT}: there are {MAX_IMAGES} pictures already"
    draft.images[name] = data
    return name, ""


def _find(draft: Draft, target: str) -> Path | None:
    """The file in the upload: beside the text, or from the root of the site."""
    path = unquote(re.split(r"[?#]", target)[0])
    folder = PurePosixPath(draft.foreign.file).parent
    beside = draft.foreign.beside
    bare = path.lstrip("/")
    for name in (str(folder / path), *(f"{root}{bare}" for root in ROOTS)):
        if found := beside.get(normpath(name)):
            return found
    ending = f"/{normpath(bare)}"
    found_deeper = [file for name, file in beside.items() if name.endswith(ending)]
    return found_deeper[0] if len(found_deeper) == 1 else None
