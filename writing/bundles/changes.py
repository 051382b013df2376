"""What is different between two versions of a review, a paper or a series, in words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any

from writing.bundles.directives import BY_TYPE
from writing.bundles.records import (
    Author,
    Bundle,
    Byline,
    FrontMatter,
    PaperRecord,
    Relation,
    Version,
)
from writing.bundles.series import Series
from writing.rendering.body import NAMES
from writing.verdicts import Verdict

SHORT = 90
NOTHING = "nothing"
NO_VERDICT = "No verdict"
# What a block says first, for whoever is to know it again.
SAYS = ("said", "text", "caption", "title", "alt", "latex", "image", "code")
OTHER_NAMES = {"paper_slug": "paper", "published": "published on"}


@dataclass(frozen=True)
class Change:
    """A field, as it was and as it would be."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class BlockChange:
    """A block of the body: what becomes of it, and the fields that differ."""

    done: str
    kind: str
    words: str
    changes: tuple[Change, ...] = ()


def front_changes(old: FrontMatter | None, new: FrontMatter) -> list[Change]:
    """The fields of a review that differ; those of its paper are told by themselves."""
    names = [one.name for one in fields(FrontMatter) if one.name != "paper"]
    return _changes(old, new, names)


def paper_changes(old: PaperRecord | None, new: PaperRecord) -> list[Change]:
    """The fields of a paper that differ."""
    return _changes(old, new, [one.name for one in fields(PaperRecord)])


def series_changes(old: Series | None, new: Series) -> list[Change]:
    """The fields of a series that differ."""
    return _changes(old, new, ["title", "introduction", "reviews"])


def text_change(name: str, old: str | None, new: str | None) -> list[Change]:
    """A text that differs."""
    return [Change(name, *_difference(old, new))] if (old or "") != (new or "") else []


def reference_changes(old: Bundle | None, new: Bundle) -> list[Change]:
    """Works that are added to the references, taken away or described otherwise."""
    before = {entry.key: entry for entry in old.references} if old else {}
    after = {entry.key: entry for entry in new.references}
    both = [key for key in after if key in before]
    groups = {
        "references added": [key for key in after if key not in before],
        "references removed": [key for key in before if key not in after],
        "references changed": [key for key in both if after[key] != before[key]],
    }
    changes = [
        Change(name, "", ", ".join(keys)) for name, keys in groups.items() if keys
    ]
    if not changes and list(before) != list(after):
        changes.append(Change("order of references", *map(", ".join, (before, after))))
    return [Change(one.name, _cut(one.old), _cut(one.new)) for one in changes]


def block_changes(old: Bundle | None, new: Bundle) -> Iterator[BlockChange]:
    """What becomes of the blocks of a body, in its new order."""
    before, after = _by_id(old), _by_id(new)
    settled = _in_place([k for k in before if k in after], list(after))
    for key, block in after.items():
        if key not in before:
            yield _told("added", block)
        elif before[key] != block:
            yield _told("changed", block, tuple(_field_changes(before[key], block)))
        elif key not in settled:
            yield _told("moved", block)
    yield from (
        _told("removed", one) for key, one in before.items() if key not in after
    )


def _by_id(bundle: Bundle | None) -> dict[str, dict[str, Any]]:
    return {block["id"]: block for block in bundle.body} if bundle else {}


def _in_place(before: list[str], after: list[str]) -> set[str]:
    """The keys that have kept their order, as many as can be."""
    matches = SequenceMatcher(None, before, after, autojunk=False)
    return {
        key
        for one in matches.get_matching_blocks()
        for key in before[one.a : one.a + one.size]
    }


def claim_counts(bundle: Bundle | None) -> dict[str, int]:
    """How many claims stand at each step of the scale."""
    claims = [b for b in bundle.body if b["type"] == "claim"] if bundle else []
    counts = Counter(_verdict(block["value"].get("verdict")) for block in claims)
    return dict(counts)


# In words


def _changes(old: Any, new: Any, names: list[str]) -> list[Change]:
    pairs = ((name, getattr(old, name, None), getattr(new, name)) for name in names)
    return [
        Change(OTHER_NAMES.get(name, name.replace("_", " ")), *_difference(was, now))
        for name, was, now in pairs
        if was != now and (was or now)
    ]


def _field_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    if not isinstance(new["value"], dict) or old["type"] != new["type"]:
        yield Change("text", *_difference(old["value"], new["value"]))
        return
    for part in BY_TYPE[new["type"]].fields:
        was, now = part.get(old["value"]), part.get(new["value"])
        if was == now:
            continue
        if part.name == "verdict":
            yield Change("verdict", _verdict(was), _verdict(now))
        else:
            yield Change(part.name, *_difference(was, now))


def _told(
    done: str, block: dict[str, Any], changes: tuple[Change, ...] = ()
) -> BlockChange:
    kind = NAMES.get(block["type"], block["type"].replace("_", " "))
    return BlockChange(done, kind, _cut(_first_words(block)), changes)


def _first_words(block: dict[str, Any]) -> str:
    value = block["value"]
    if not isinstance(value, dict):
        return _line(value)
    texts = (value.get(name) for name in SAYS)
    return _line(next((text for text in texts if text), ""))


def _verdict(value: Any) -> str:
    return str(Verdict(value).label) if value in Verdict.values else NO_VERDICT


def _words(value: Any) -> str:
    """A value in a line."""
    if value is None or value in ("", (), []):
        return NOTHING
    if isinstance(value, tuple | list):
        return "; ".join(map(_item, value))
    return _item(value)


def _item(value: Any) -> str:
    if isinstance(value, Author):
        name = " ".join(filter(None, (value.given, value.family)))
        return f"{name} ({value.affiliation})" if value.affiliation else name
    if isinstance(value, Byline | Version | Relation):
        return " ".join(str(part) for part in vars(value).values() if part)
    if isinstance(value, dict):
        inner = value.get("value", value)
        shown = inner.values() if isinstance(inner, dict) else [inner]
        return _line(", ".join(str(one) for one in shown if one))
    return _line(value)


def _difference(was: Any, now: Any) -> tuple[str, str]:
    """Two values in a line each, cut so that it is seen where they differ."""
    old, new = _words(was), _words(now)
    if old == new:
        return _cut(old), "the same words, differing in blanks or ids"
    pairs = enumerate(zip(old, new, strict=False))
    common = next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))
    if common < SHORT // 2:
        return _cut(old), _cut(new)
    first = max(0, old.rfind(" ", 0, common - SHORT // 4))
    return f"…{_cut(old[first:].strip())}", f"…{_cut(new[first:].strip())}"


def _line(value: Any) -> str:
    return " ".join(str(value).split())


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"
