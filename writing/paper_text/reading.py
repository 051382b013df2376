"""A file's text, read in a process that has limits of time and memory."""

import json
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from writing.paper_text.extract import TOO_LARGE
from writing.paper_text.limits import MAX_FILE, MEGABYTE, PATIENCE
from writing.paper_text.pages import Page, Unreadable

PROJECT = Path(__file__).resolve().parent.parent.parent
# Some writers put a few bytes before it; readers look for it in the first kilobyte.
BEGINNING = 1024
HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.I)
DAMAGED = "The file is damaged: it can't be read as a {}."
EXCESSIVE = "The file takes too much time or memory to read."


@dataclass(frozen=True)
class Reading:
    """What a file is and says; `problem` is why it says nothing."""

    kind: str
    pages: tuple[Page, ...] = ()
    problem: str = ""


def kind_of(data: bytes) -> str:
    """Tell by its content, not its name, what a file is: pdf, html, or nothing."""
    beginning = data[:BEGINNING]
    if b"%PDF-" in beginning:
        return "pdf"
    return "html" if HTML.search(beginning) else ""


def read_text(data: bytes) -> Reading:
    """The text of a PDF or of HTML. Raises `Unreadable`, in a sentence."""
    if len(data) > MAX_FILE:
        raise Unreadable(f"The file is larger than {MAX_FILE // MEGABYTE} MB.")
    kind = kind_of(data)
    if not kind:
        raise Unreadable("The file is neither a PDF nor HTML.")
    answer = json.loads(_extract(kind, data))
    if refusal := answer.get("refusal"):
        raise Unreadable(refusal)
    pages = tuple(Page(*page) for page in answer.get("pages", ()))
    return Reading(kind, pages, answer.get("problem", ""))


def _extract(kind: str, data: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-B", "-m", "writing.paper_text.extract", kind],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=PROJECT,
            env={},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(EXCESSIVE) from error
    if done.returncode in {TOO_LARGE, -signal.SIGXCPU, -signal.SIGKILL}:
        raise Unreadable(EXCESSIVE)
    if done.returncode:
        raise Unreadable(DAMAGED.format(kind.upper()))
    return done.stdout
