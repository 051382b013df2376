"""`make rehearsal`: prints a table of what each failure cost readers and editors."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.rehearsal.load import REQUESTS_A_SECOND, Load, Noted, counted
from bench.rehearsal.machines import Machines, machines

# How long a part stays away before it is started again, and how long is looked on.
AWAY = 4.0
AFTER = 6.0
# How much longer is waited for a publish that succeeds.
LONGER = 20.0
HEAD = (
    "| what was killed | mended after | requests | failed | served again after"
    " | publishes | failed | published again after | seen by readers within |\n"
    + "|---" * 9
    + "|"
)


@dataclass
class Failure:
    """One part that fails, and what is then done about it."""

    name: str
    kill: Callable[[], None]
    mend: Callable[[], None]


def failures(parts: Machines) -> list[Failure]:
    return [
        Failure("nothing", lambda: None, lambda: None),
        Failure(
            "an application node",
            lambda: parts.kill_node(0),
            lambda: parts.start_node(0),
        ),
        Failure("Redis", parts.kill_cache, parts.start_cache),
        Failure(
            "the replica",
            lambda: parts.kill_database("r"),
            lambda: parts.start_database("r"),
        ),
        Failure("nginx", parts.kill_front, parts.start_front),
        Failure(
            "the primary, started again",
            lambda: parts.kill_database("p"),
            lambda: parts.start_database("p"),
        ),
        Failure(
            "the primary, replica promoted",
            lambda: parts.kill_database("p"),
            parts.promote,
        ),
    ]


def rehearse(failure: Failure, load: Load) -> str:
    """Kill, wait, mend, look on; gives a line of the table."""
    began = time.monotonic()
    failure.kill()
    time.sleep(AWAY)
    failure.mend()
    mended = time.monotonic() - began
    time.sleep(AFTER)
    deadline = time.monotonic() + LONGER
    while not published_since(load, began + mended) and time.monotonic() < deadline:
        time.sleep(0.1)
    cells = line(since(load.read, began), since(load.published, began))
    return f"| {' | '.join([failure.name, f'{mended:.1f} s', *cells])} |"


def published_since(load: Load, moment: float) -> bool:
    return any(note.at >= moment and not note.fault for note in list(load.published))


def since(notes: list[Noted], began: float) -> list[Noted]:
    """What was asked since a time, with the times counted from there."""
    return [
        Noted(note.at - began, note.fault, note.seconds)
        for note in list(notes)
        if note.at >= began
    ]


def line(read: list[Noted], published: list[Noted]) -> list[str]:
    seen = [note.seconds for note in published if not note.fault]
    return [
        str(len(read)),
        counted(read) or "none",
        healed(read),
        str(len(published)),
        counted(published) or "none",
        healed(published),
        f"{max(seen):.1f} s" if seen else "never",
    ]


def healed(notes: list[Noted]) -> str:
    """When the first one succeeded after the last that did not."""
    faulty = [number for number, note in enumerate(notes) if note.fault]
    if not faulty:
        return "at once"
    later = notes[faulty[-1] + 1 :]
    return f"{later[0].at:.1f} s" if later else "never"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    # Who is told to stop stops what was started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began = time.monotonic()
    with machines() as parts:
        pages = parts.review_pages()
        key, slug = pages.popitem()
        paths = ["/", "/writing/", "/search/?q=model"]
        paths += [f"/writing/{other}/" for other in list(pages.values())[:5]]
        site = f"http://127.0.0.1:{parts.port}"
        load = Load(site, paths, (key, slug), parts.password)
        load.begin()
        try:
            say(
                f"All parts run after {time.monotonic() - began:.0f} s; readers ask "
                f"{REQUESTS_A_SECOND} times a second.\n\n{HEAD}"
            )
            time.sleep(2)
            for failure in failures(parts):
                say(rehearse(failure, load))
        finally:
            load.stop()
    say(f"\nThe rehearsal took {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
