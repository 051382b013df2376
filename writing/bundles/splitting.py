"""A body cut into runs of plain Markdown and directives, each with its lines."""

import re
from dataclasses import dataclass, field

from writing.bundles.codecs import BLANKS
from writing.bundles.errors import FormatError
from writing.bundles.ids import ID

OPENING = re.compile(r"(:{3,})\{([^}]*)\}[ \t]*(.*)")
COLONS = re.compile(r":{3,}")
OPTION = re.compile(r":([a-z][a-z-]*):(?:[ \t]+(.*))?")
MARK = re.compile(r"% (?:prose|id: (\S+))[ \t]*")
CODE_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")


@dataclass(frozen=True)
class Run:
    """A run of plain Markdown; its id, if a `% id:` line gave one."""

    line: int
    text: str
    id: str = ""


@dataclass(frozen=True)
class Option:
    """`:name: text`."""

    line: int
    name: str
    text: str


@dataclass(frozen=True)
class Section:
    """A directive as it is written."""

    line: int
    name: str
    argument: str = ""
    options: list[Option] = field(default_factory=list)
    content: str = ""
    content_line: int = 0


def split_body(text: str, first_line: int = 1) -> list[Run | Section]:
    """The parts of a body in their order."""
    return _Splitter(text, first_line).parts()


def is_blank(line: str) -> bool:
    """Whether a line holds nothing but blanks and tabs."""
    return not line.strip(BLANKS)


class _Splitter:
    """Reads a body line by line."""

    def __init__(self, text: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self.first_line = first_line
        self.position = 0
        self.mark: tuple[int, str] | None = None

    @property
    def done(self) -> bool:
        return self.position >= len(self.lines)

    @property
    def current(self) -> str:
        return self.lines[self.position]

    @property
    def number(self) -> int:
        return self.first_line + self.position

    def parts(self) -> list[Run | Section]:
        found: list[Run | Section] = []
        while not self.done:
            if is_blank(self.current):
                self.position += 1
            elif self.current.startswith("%"):
                self._take_mark()
            elif OPENING.fullmatch(self.current):
                self._refuse_mark()
                found.append(self._section())
            else:
                found.append(self._run())
        self._refuse_mark()
        return found

    # Plain Markdown

    def _take_mark(self) -> None:
        self._refuse_mark()
        found = MARK.fullmatch(self.current)
        if not found:
            known = 'a line that begins with % is "% prose" or "% id: …"'
            raise FormatError(self.number, f"{known}; write \\% for a sign")
        if found[1] and not ID.fullmatch(found[1]):
            raise FormatError(self.number, f'"{found[1]}" is no id')
        self.mark = (self.number, found[1] or "")
        self.position += 1

    def _refuse_mark(self) -> None:
        if self.mark:
            raise FormatError(self.mark[0], "no plain Markdown follows this line")

    def _run(self) -> Run:
        start, line = self.position, self.number
        while not self.done and not self._ends_run():
            self._pass_line()
        lines = self.lines[start : self.position]
        while is_blank(lines[-1]):
            lines.pop()
        id_ = self.mark[1] if self.mark else ""
        self.mark = None
        return Run(line, "\n".join(lines), id_)

    def _ends_run(self) -> bool:
        line = self.current
        if OPENING.fullmatch(line) or line.startswith("%"):
            return True
        if COLONS.match(line):
            raise FormatError(self.number, "these colons open or close no directive")
        return False

    def _pass_line(self) -> None:
        """Go past a line, or past all of a fenced listing: nothing in it is ours."""
        opening = CODE_FENCE.match(self.current)
        start = self.number
        self.position += 1
        if not opening:
            return
        sign, length = re.escape(opening[1][0]), len(opening[1])
        closing = re.compile(rf" {{0,3}}{sign}{{{length},}}[ \t]*")
        while not (self.done or closing.fullmatch(self.current)):
            self.position += 1
        if self.done:
            raise FormatError(start, "this listing is not closed")
        self.position += 1

    # Directives

    def _section(self) -> Section:
        line = self.number
        colons, name, argument = _groups(self.current)
        self.position += 1
        options = self._options()
        content, content_line = self._content(colons, line, bool(options))
        return Section(
            line, name, argument.strip(BLANKS), options, content, content_line
        )

    def _options(self) -> list[Option]:
        options = []
        while not self.done and (found := OPTION.fullmatch(self.current)):
            text = (found[2] or "").strip(BLANKS)
            if not text:
                raise FormatError(self.number, f":{found[1]}: is empty; leave it out")
            options.append(Option(self.number, found[1], text))
            self.position += 1
        return options

    def _content(self, colons: str, line: int, has_options: bool) -> tuple[str, int]:
        start = self.position
        end = self._closing(colons, line)
        if has_options and start < end and not is_blank(self.lines[start]):
            number = self.first_line + start
            raise FormatError(number, "an empty line must follow the options")
        while start < end and is_blank(self.lines[start]):
            start += 1
        content = self.lines[start:end]
        while content and is_blank(content[-1]):
            content.pop()
        if content and OPTION.fullmatch(content[0]):
            number = self.first_line + start
            raise FormatError(number, "options must follow the opening line at once")
        return "\n".join(content), self.first_line + start

    def _closing(self, colons: str, line: int) -> int:
        """Go past the line that closes a directive; where it is."""
        closing = re.compile(rf"{colons}[ \t]*")
        opening = re.compile(rf"{colons}\{{.*")
        while not self.done:
            self.position += 1
            if closing.fullmatch(self.lines[self.position - 1]):
                return self.position - 1
            if opening.fullmatch(self.lines[self.position - 1]):
                raise FormatError(
                    self.number - 1,
                    f"the directive of line {line} is still open; close it with "
                    f"{colons}, or open it with more colons",
                )
        raise FormatError(line, f"the directive is not closed; end it with {colons}")


def _groups(line: str) -> tuple[str, str, str]:
    found = OPENING.fullmatch(line)
    return (found[1], found[2], found[3]) if found else ("", "", "")
