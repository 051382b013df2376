"""Reads a file's text in a process of its own: `python -m writing.paper_text.extract`.

The file comes on standard input, its kind as the argument; JSON goes to standard
output. A file that makes the reader loop or eat memory ends this process, not the
site's: `writing.paper_text.reading` tells by the exit status what happened.
"""

import json
import resource
import sys

from writing.paper_text.html import read_html
from writing.paper_text.limits import CPU_SECONDS, MAX_MEMORY
from writing.paper_text.pages import NoText, Page, Unreadable
from writing.paper_text.pdf import read_pdf

READERS = {"pdf": read_pdf, "html": read_html}
TOO_LARGE = 3


def restrict() -> None:
    """Bind this process to its limits; it writes no files."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(kind: str, data: bytes) -> dict[str, object]:
    """What the file gives: pages, or why there are none."""
    try:
        pages: list[Page] = READERS[kind](data)
    except NoText as problem:
        return {"problem": str(problem)}
    except Unreadable as refusal:
        return {"refusal": str(refusal)}
    return {"pages": pages}


def main() -> int:
    """Answer on standard output; gives the exit status."""
    restrict()
    try:
        text = json.dumps(answer(sys.argv[1], sys.stdin.buffer.read()))
    except MemoryError:
        return TOO_LARGE
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
