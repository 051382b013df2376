"""Numbers in a paper's text and in what is said of it, however they are spelled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from markdown_it.token import Token

from writing.paper_text.cleaning import clean
from writing.rendering.headings import text_of
from writing.rendering.limits import MarkdownError
from writing.rendering.markdown import parse
from writing.rendering.sourcing import NUMBER, OURS, RELEASE, YEAR

PRINTED = re.compile(r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+")
# Thousands parted by a blank, as well as the numbers that may only stand side by side.
SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d,])")
SCALE = re.compile(
    r"\s?-?(?:(thousand|million|billion|trillion)\b|([KkMBT])(?![A-Za-z]))"
)
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
SCALES |= {"k": 3, "K": 3, "M": 6, "B": 9, "T": 12}
SPELLED = ["zero", "one", "two", "three", "four", "five", "six"]
SPELLED += ["seven", "eight", "nine", "ten", "eleven", "twelve"]
WORD = re.compile(rf"\b(?:{'|'.join(SPELLED)})\b")
# Numbers that name a place or a thing of the paper, and count nothing.
NAMES = re.compile(
    r"(?:§§?|\b(?:pp?\.|(?:table|figure|fig|section|sec|appendix|app|algorithm|alg|"
    r"equation|eq|chapter|page|step|line|claim|footnote|note)s?\.?))"
    r"\s*[A-Z]?\d[\d.]*(?:\s*(?:,|–|-|and|to)\s*[A-Z]?\d[\d.]*)*",
    re.IGNORECASE,
)
LONGEST = 40
UNREAD = {"code_inline", "maths_inline"}


@dataclass(frozen=True)
class Number:
    """A number as printed, and the values that a page may show for it."""

    text: str
    values: frozenset[str]
    is_rough: bool = False


def numbers_on_page(text: str) -> frozenset[str]:
    """The values of all numbers on a clean page, as plain decimals."""
    found: set[str] = set()
    for match in PRINTED.finditer(text):
        found |= _values(match[0], text, match.end())
    for match in SPACED.finditer(text):
        found.add(_plain(match[0].replace(" ", "")))
    found.update(str(SPELLED.index(word)) for word in WORD.findall(text.lower()))
    return frozenset(found)


def numbers_of(text: str) -> list[Number]:
    """The numbers of a plain text that count something, each once."""
    text = NAMES.sub(" ", RELEASE.sub(" ", clean(text)))
    found: dict[str, Number] = {}
    for match in NUMBER.finditer(text):
        if not YEAR.fullmatch(match[0]):
            found.setdefault(match[0], _number(match[0], text, match.end()))
    return list(found.values())


def numbers_in_cell(text: str) -> list[Number]:
    """The numbers of a key number, which may stand close to a unit."""
    text = clean(text)
    return [_number(match[0], text, match.end()) for match in PRINTED.finditer(text)]


def numbers_of_paper(source: str) -> list[Number]:
    """The numbers of a Markdown text that it takes from the paper.

    A paragraph that cites another work, or says that the arithmetic is ours, may have
    its numbers from there. A text over the limits of what is read has none.
    """
    try:
        tokens, _ = parse(source)
    except MarkdownError:
        return []
    text = "\n".join(_texts_of_paper(tokens))
    return numbers_of(text)


def _texts_of_paper(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        children = token.children or []
        text = text_of([child for child in children if child.type not in UNREAD])
        cites = any(child.type == "citation" for child in children)
        if token.type == "inline" and not cites and not OURS.search(text):
            yield text


def _number(printed: str, text: str, end: int) -> Number:
    digits = PRINTED.search(printed)
    values = _values(digits[0], text, end) if digits else set()
    is_rough = printed[:1] in {"≈", "~"} or text[: end - len(printed)].endswith("≈")
    return Number(printed.strip(), frozenset(values), is_rough)


def _values(digits: str, text: str, end: int) -> set[str]:
    """A number's value, alone and with the scale that stands after it."""
    if len(digits) > LONGEST:
        return set()
    plain = _plain(digits.replace(",", ""))
    scale = SCALE.match(text, end)
    if scale is None:
        return {plain}
    return {plain, _scaled(plain, SCALES[scale[1] or scale[2]])}


def _scaled(plain: str, power: int) -> str:
    return _plain(format(Decimal(plain).scaleb(power), "f"))


def _plain(digits: str) -> str:
    """One spelling for one value: no zeros that say nothing."""
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits.lstrip("0") or "0"
