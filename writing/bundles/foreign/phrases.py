"""What stands within a line: citations, cross-references, tags of templates."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from writing.bundles.foreign.report import KEPT, LEFT_OUT, quoted
from writing.bundles.foreign.source import Draft
from writing.rendering.limits import MAX_PARAGRAPH

# Code, and maths that begins and ends without a blank: nothing in them is ours.
OPAQUE = re.compile(r"(`{1,3})[^`]{1,1000}\1(?!`)|\$[^$\s][^$]{0,500}\$(?!\d)")
HEADING_NAME = re.compile(r"(#{1,6}\s.{0,500}?)\s*\{([^{}]{0,300})\}\s*$")

# What every phrase below begins with.
BEGINNING = re.compile(r"[{<@\[^]")

COMMENT = re.compile(r"<!--.{0,500}?-->")
RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
SHORTCODE = re.compile(r"\{\{[<%].{0,300}?[>%]\}\}")
LIQUID = re.compile(r"\{%.{0,300}?%\}|\{\{(?![<%]).{0,300}?\}\}")
KRAMDOWN = re.compile(r"\{:[^{}]{0,300}\}")
SPAN = re.compile(r"(?<=[\])`])\{\s?(?:[.#][\w-]|[\w-]{1,50}=)[^{}]{0,300}\}")
INLINE_NOTE = re.compile(r"\^\[([^\[\]]{1,1000})\]")
IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()]{0,500}\)")
NEARBY = re.compile(
    r"(?<!!)\[[^\[\]]{0,300}\]\((?![a-z]{1,10}:|/|#|\{)([^()\s]{1,300})\)"
)
HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,30}(?:\s[^<>]{0,500})?/?>")

CITATIONS = re.compile(r"\[([^\[\]]{0,300}@[^\[\]]{0,300})\](?![(\[{:])")
CITED = re.compile(r"(?P<before>[^@]{0,200}?)-?@(?P<key>[\w:.+/-]{1,100})(?P<after>.*)")
BARE = re.compile(r"(?<![\w@/.\[;+-])@([A-Za-z]\w{0,99}(?:[:.+-]\w{1,99}){0,9})")


@dataclass
class Phrases:
    """Turns the phrases of a line into ours, and reports those it leaves."""

    draft: Draft
    keys: frozenset[str]
    inline_notes: int = 0

    def translate(self, line: int, text: str) -> str:
        """The line as it stands in a prose block."""
        if len(text) > MAX_PARAGRAPH:
            what = f"a line of more than {MAX_PARAGRAPH // 1024} kB"
            self.draft.report.add(line, what, f"{KEPT}, nothing in it is read")
            return text
        if not BEGINNING.search(text):
            return text
        text = self._heading(line, text)
        parts, end = [], 0
        for opaque in OPAQUE.finditer(text):
            parts += [self._phrases(line, text[end : opaque.start()]), opaque[0]]
            end = opaque.end()
        return "".join([*parts, self._phrases(line, text[end:])])

    def _heading(self, line: int, text: str) -> str:
        """A heading's name is kept, what stands beside it between braces is not."""
        found = HEADING_NAME.match(text)
        if not found:
            return text
        name = re.search(r"#([\w:.-]{1,200})", found[2])
        rest = found[2].replace(name[0] if name else "", "").strip(" :")
        if rest:
            self.draft.report.add(line, f"{quoted(rest)} of a heading", LEFT_OUT)
        label = self.draft.labels.get(name[1]) if name else ""
        return f"{found[1]} {{#{label}}}" if label else found[1]

    def _phrases(self, line: int, text: str) -> str:
        for pattern, change in (
            (RAW, self._drop_quietly),
            (COMMENT, self._drop),
            (SHORTCODE, self._keep),
            (LIQUID, self._keep),
            (KRAMDOWN, self._drop),
            (SPAN, self._drop),
            (INLINE_NOTE, self._inline_note),
            (IMAGE, self._keep),
            (NEARBY, self._keep),
            (HTML, self._keep_html),
            (CITATIONS, self._citations),
            (BARE, self._bare),
        ):
            text = self._each(pattern, change, line, text)
        return text

    def _each(
        self,
        pattern: re.Pattern[str],
        change: Callable[[int, re.Match[str]], str],
        line: int,
        text: str,
    ) -> str:
        return pattern.sub(lambda found: change(line, found), text)

    def _drop_quietly(self, line: int, found: re.Match[str]) -> str:
        return ""

    def _drop(self, line: int, found: re.Match[str]) -> str:
        self.draft.report.add(line, quoted(found[0]), LEFT_OUT)
        return ""

    def _keep(self, line: int, found: re.Match[str]) -> str:
        self.draft.report.add(line, quoted(found[0]), KEPT)
        return found[0]

    def _keep_html(self, line: int, found: re.Match[str]) -> str:
        what = f"the HTML {quoted(found[0])}"
        self.draft.report.add(line, what, f"{KEPT}: readers see the tag")
        return found[0]

    def _inline_note(self, line: int, found: re.Match[str]) -> str:
        self.inline_notes += 1
        name = f"inline-{self.inline_notes}"
        self.draft.notes[name] = [(line, found[1])]
        return f"[^{name}]"

    # Citations and cross-references

    def _citations(self, line: int, found: re.Match[str]) -> str:
        """`[see @a, p. 3; @fig-b]`: works in brackets, blocks of the text by name."""
        words, cited = [], []
        for part in found[1].split(";"):
            one = CITED.fullmatch(part.strip())
            if one is None:
                return found[0]
            if label := self.draft.labels.get(one["key"]):
                words.append(f"{{ref}}`{label}`{one['after']}")
                continue
            words += [one["before"].strip()] if one["before"].strip() else []
            cited.append(f"@{one['key']}{one['after']}")
            self._miss(line, one["key"])
        return " ".join([*words, *([f"[{'; '.join(cited)}]"] if cited else [])])

    def _bare(self, line: int, found: re.Match[str]) -> str:
        """`@fig-b` or `@a` in the midst of a sentence."""
        key = found[1]
        if label := self.draft.labels.get(key):
            return f"{{ref}}`{label}`"
        if key in self.keys:
            return f"[@{key}]"
        self._miss(line, key)
        return found[0]

    def _miss(self, line: int, key: str) -> None:
        if key not in self.keys:
            what = f"“@{key}”, which names no work and no block here"
            self.draft.report.add(line, what, KEPT)
