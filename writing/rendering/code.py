"""Code listings: highlighted with classes, line by line."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.html import escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Operator, _TokenType

from writing.rendering.pseudocode import PseudocodeLexer

MAX_BYTES = 20 * 1024
MAX_CHOICE = 200
LANGUAGES = [
    ("text", "Plain text"),
    ("pseudocode", "Pseudocode"),
    ("python", "Python"),
    ("c", "C"),
    ("cpp", "C++"),
    ("go", "Go"),
    ("rust", "Rust"),
    ("java", "Java"),
    ("scala", "Scala"),
    ("sql", "SQL"),
    ("json", "JSON"),
    ("yaml", "YAML"),
    ("bash", "Shell"),
    ("http", "HTTP"),
    ("protobuf", "Protocol Buffers"),
    ("latex", "LaTeX"),
]
KNOWN = {value for value, _ in LANGUAGES}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
# Some lexers take the square of the length of such stretches, which are not code.
TANGLE = re.compile(r"[^\w\s]{200}|[\w\s$.<>\[\]]{1000}|[^\n]{2000}")
LINE_RANGE = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")


class CodeError(ValueError):
    """Code that can't be shown, in a sentence."""


@lru_cache(maxsize=1024)
def highlight(code: str, language: str, lines: frozenset[int] = frozenset()) -> str:
    """Give the inside of a `<code>`; `lines`, counted from one, stand out."""
    if len(code) > MAX_BYTES or len(code.encode("utf-8", "replace")) > MAX_BYTES:
        raise CodeError(f"A listing may hold {MAX_BYTES // 1024} kB.")
    code = CONTROL.sub("\ufffd", code.replace("\r\n", "\n").replace("\r", "\n"))
    code = code.rstrip("\n")
    html = "".join(_span(kind, text) for kind, text in _tokens(code, language))
    return "".join(_marked(html.splitlines(keepends=True), lines))


def parse_lines(text: str) -> frozenset[int]:
    """Read "2,4-6" as the lines 2, 4, 5 and 6."""
    if len(text) > MAX_CHOICE:
        raise ValueError(f"Lines are given in at most {MAX_CHOICE} characters.")
    return frozenset(line for item in text.split(",") for line in _lines(item.strip()))


def _lines(item: str) -> range:
    if not item:
        return range(0)
    match = LINE_RANGE.fullmatch(item)
    if match is None:
        raise ValueError(f"Could not read “{item}” as lines. Write for example: 2,4-6.")
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last:
        raise ValueError(f"Lines are counted from 1 and upwards, unlike “{item}”.")
    return range(first, last + 1)


@lru_cache(maxsize=32)
def _lexer(language: str) -> Lexer:
    if language.casefold() == "pseudocode":
        return PseudocodeLexer(stripnl=False, ensurenl=False)
    name = language.casefold() if language.casefold() in KNOWN else "text"
    return get_lexer_by_name(name, stripnl=False, ensurenl=False)


def _tokens(code: str, language: str) -> Iterator[tuple[_TokenType, str]]:
    """Cut tokens at line ends, so that an element never spans two lines."""
    lexer = _lexer("text" if TANGLE.search(code) else language)
    for kind, text in lexer.get_tokens(code):
        for line in text.splitlines(keepends=True):
            yield kind, line


def _span(kind: _TokenType, text: str) -> str:
    name = _class(kind)
    bare = text.rstrip("\n")
    if not name or not bare:
        return str(escape(text))
    return f'<span class="{name}">{escape(bare)}</span>{text[len(bare) :]}'


def _class(kind: _TokenType) -> str:
    """Only keywords and comments are told apart; all else is plain."""
    if kind in Keyword or kind in Operator.Word:
        return "k"
    return "c" if kind in Comment and kind not in Comment.Preproc else ""


def _marked(lines: list[str], wanted: frozenset[int]) -> Iterator[str]:
    """Wrap the wanted lines, each with its line end: as blocks they add none."""
    for number, line in enumerate(lines, start=1):
        yield f'<span class="line on">{line}</span>' if number in wanted else line
