"""What the doctor finds, and how examinations are run: each by itself, and not forever.

An examination is a function that yields findings. One that breaks is itself a finding;
of one that hangs, what it found until then is told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from threading import Thread
from time import monotonic

from django.db import DatabaseError, connections
from django.utils.module_loading import autodiscover_modules

# Seconds that an examination gets unless it says otherwise.
PATIENCE = 20


class Level(StrEnum):
    """Whether something is broken, or only not as it should be."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """What is wrong, in a sentence, and what to do about it, in another."""

    level: Level
    what: str
    advice: str


def fault(what: str, advice: str) -> Finding:
    """Something that is broken, or open to strangers."""
    return Finding(Level.FAULT, what, advice)


def warning(what: str, advice: str) -> Finding:
    """Something to know of, with which the site works."""
    return Finding(Level.WARNING, what, advice)


Look = Callable[[], Iterator[Finding]]


@dataclass(frozen=True)
class Examination:
    """One look at an installation."""

    name: str
    look: Look
    seconds: float = PATIENCE


@dataclass(frozen=True)
class Report:
    """What an examination found, and how long it took."""

    name: str
    findings: list[Finding]
    seconds: float


EXAMINATIONS: list[Examination] = []


def examines(name: str, seconds: float = PATIENCE) -> Callable[[Look], Look]:
    """Have the doctor take a look."""

    def register(look: Look) -> Look:
        EXAMINATIONS.append(Examination(name, look, seconds))
        return look

    return register


def examinations() -> list[Examination]:
    """All of them, by what they look at; each app has a module `examinations`."""
    autodiscover_modules("examinations")
    return sorted(EXAMINATIONS, key=lambda examination: examination.name)


def examine(examination: Examination) -> Report:
    """Take one look, and no longer than it may last."""
    found: list[Finding] = []
    began = monotonic()
    looking = Thread(target=_look, args=(examination, found), daemon=True)
    looking.start()
    looking.join(examination.seconds)
    findings = list(found)
    if looking.is_alive():
        findings.append(
            warning(
                f"This was not looked at to its end, for it took more than "
                f"{examination.seconds:g} seconds.",
                "Try again when there is less to do; if it stays so, whatever is asked "
                "here hangs or is too large for a quick look.",
            )
        )
    return Report(examination.name, findings, round(monotonic() - began, 3))


def broken(error: Exception, advice: str) -> Finding:
    """What is told of an examination that failed; databases add the statement."""
    said = str(error).partition("\n")[0]
    return fault(f"This could not be looked at: {type(error).__name__}: {said}", advice)


def _look(examination: Examination, found: list[Finding]) -> None:
    try:
        for finding in examination.look():
            found.append(finding)
    except DatabaseError as error:
        found.append(broken(error, "See what is said of the database."))
    except Exception as error:  # noqa: BLE001
        found.append(broken(error, "Mend what it names, then run the doctor again."))
    finally:
        connections.close_all()
