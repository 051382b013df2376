"""Foreign texts, and what is made of them."""

from pathlib import Path

from writing.bundles.foreign.known import Foreign, Known
from writing.bundles.foreign.reading import Translation, read_foreign

KNOWN = Known(
    tags={"messaging": "messaging", "log": "logs"},
    papers=frozenset({"kafka"}),
    by_identifier={"10.1000/182": "kafka", "1106.00001": "kafka"},
)
FRONT = "---\ntitle: A log\n---\n"


def translation(
    text: str, file: str = "post.md", known: Known = KNOWN, **beside: Path
) -> Translation:
    return read_foreign(Foreign(file, text, beside, "upload.zip"), known)


def front_of(text: str, file: str = "post.md"):
    return translation(text, file).bundle.front


def blocks_of(body: str, beside: dict[str, Path] | None = None):
    """The kinds and values of the blocks that a body becomes."""
    found = translation(FRONT + body, **(beside or {}))
    return [(block["type"], block["value"]) for block in found.bundle.body]


def prose_of(body: str) -> str:
    """The one text that a body becomes."""
    [(kind, text)] = blocks_of(body)
    assert kind == "prose"
    return text


def notes_of(body: str, front: str = FRONT) -> list[tuple[int, str, str]]:
    return [tuple(note) for note in translation(front + body).report.in_order]


def told(body: str, front: str = FRONT) -> str:
    """The report in lines."""
    return "\n".join(f"{n}: {what}: {done}" for n, what, done in notes_of(body, front))
