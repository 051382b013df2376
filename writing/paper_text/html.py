"""The sections of a paper in HTML, each from one heading to the next."""

import re
from html.parser import HTMLParser

from writing.paper_text.cleaning import clean
from writing.paper_text.limits import MAX_LABEL, MAX_PAGES, MAX_TEXT
from writing.paper_text.pages import NoText, Page, Unreadable

HEADING = re.compile(r"h[1-6]")
# Never read; a formula's annotation repeats it in TeX.
SKIPPED = {"script", "style", "head", "nav", "template", "noscript", "svg"}
SKIPPED |= {"title", "annotation", "annotation-xml"}
# Within a line; every other element parts words.
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s"}
INLINE |= {"small", "span", "strong", "sub", "sup", "u", "var", "semantics", "math"}
INLINE |= {"mi", "mn", "mo", "ms", "mtext", "mrow", "msub", "msup", "msubsup", "msqrt"}
CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""", re.I)
DECLARED_WITHIN = 2048


def read_html(data: bytes) -> list[Page]:
    """The text section by section; what stands above the first heading comes first."""
    reader = _SectionReader()
    reader.feed(decoded(data))
    reader.close()
    sections = [
        Page(clean(heading)[:MAX_LABEL], clean(text))
        for heading, text in reader.sections()
    ]
    sections = [section for section in sections if section.label or section.text]
    if not any(section.text for section in sections):
        raise NoText("The HTML holds no text.")
    if len(sections) > MAX_PAGES:
        raise Unreadable(
            f"The HTML has {len(sections)} sections; at most {MAX_PAGES} are read."
        )
    if sum(len(section.text) for section in sections) > MAX_TEXT:
        raise Unreadable(f"The HTML holds more than {MAX_TEXT // 2**20} MB of text.")
    return sections


def decoded(data: bytes) -> str:
    """The text in the encoding that the file declares, or UTF-8."""
    declared = CHARSET.search(data[:DECLARED_WITHIN])
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        return data.decode(name, errors="replace").removeprefix("\ufeff")
    except LookupError:
        return data.decode("utf-8", errors="replace").removeprefix("\ufeff")


class _SectionReader(HTMLParser):
    """Collects headings and the text under each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._sections: list[tuple[list[str], list[str]]] = [([], [])]
        self._in_heading = ""
        self._skipped = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped:
            self._depth += tag == self._skipped
        elif tag in SKIPPED:
            self._skipped, self._depth = tag, 1
        elif HEADING.fullmatch(tag):
            self._in_heading = tag
            self._sections.append(([], []))
        elif tag not in INLINE:
            self._add("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._skipped and tag not in INLINE:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._depth -= tag == self._skipped
            if not self._depth:
                self._skipped = ""
        elif tag == self._in_heading:
            self._in_heading = ""
        elif tag not in INLINE:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._add(data)

    def _add(self, text: str) -> None:
        heading, body = self._sections[-1]
        (heading if self._in_heading else body).append(text)

    def sections(self) -> list[tuple[str, str]]:
        """Each heading with the text beneath it."""
        return [("".join(heading), "".join(body)) for heading, body in self._sections]
