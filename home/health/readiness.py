"""Whether this process can serve readers, asked at most once a second.

What is needed is asked in a thread of its own: a disk or a server that hangs makes the
answer “no” after a while, and never takes a second thread.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from threading import Lock, Thread
from time import monotonic

from django.conf import settings
from django.db import connections
from django.utils.module_loading import autodiscover_modules

logger = logging.getLogger(__name__)

# Seconds for which an answer is kept, and until which one must be there.
KEPT = 1.0
LONGEST = 3.0


class NotReadyError(Exception):
    """Says in a sentence what is not as it must be."""


@dataclass(frozen=True)
class Need:
    """Something without which readers are served badly or not at all."""

    name: str
    ask: Callable[[], None]
    # Seconds for which a good answer is kept, where asking costs.
    kept: float


@dataclass(frozen=True)
class Answer:
    """What came of asking for one thing."""

    name: str
    fault: str = ""
    ms: float = 0.0
    at: float = field(default_factory=monotonic)

    @property
    def stops(self) -> bool:
        """Whether no reader should be sent here."""
        return bool(self.fault) and self.name not in settings.READY_WITHOUT


NEEDS: dict[str, Need] = {}


def needs(
    name: str, kept: float = 0.0
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Have a function asked that raises NotReadyError, or anything, when not ready."""

    def register(ask: Callable[[], None]) -> Callable[[], None]:
        NEEDS[name] = Need(name, ask, kept)
        return ask

    return register


class Readiness:
    """The last answers; asks again when they are old."""

    def __init__(self) -> None:
        self._refreshing = Lock()
        self._asking: Thread | None = None
        self._answers: list[Answer] = []
        self._asked_at = 0.0
        self._told = ""

    def answers(self) -> list[Answer]:
        """Each need with what came of it; who comes while it is asked gets the last."""
        if self._refreshing.acquire(blocking=not self._answers):
            try:
                if not self._answers or monotonic() - self._asked_at > KEPT:
                    self._refresh()
            finally:
                self._refreshing.release()
        return self._answers

    def _refresh(self) -> None:
        if self._asking is None or not self._asking.is_alive():
            self._came: dict[str, Answer] = {}
            self._asking = Thread(target=self._ask, args=(self._came,), daemon=True)
            self._asking.start()
        self._asking.join(LONGEST)
        late = f"There was no answer within {LONGEST:.0f} seconds."
        came = dict(self._came)
        self._answers = [came.get(name, Answer(name, late)) for name in NEEDS]
        self._asked_at = monotonic()
        self._tell()

    def _ask(self, came: dict[str, Answer]) -> None:
        known = {answer.name: answer for answer in self._answers}
        try:
            for name, need in NEEDS.items():
                last = known.get(name)
                fresh = last and not last.fault and monotonic() - last.at < need.kept
                came[name] = last if last and fresh else ask(need)
        finally:
            connections.close_all()

    def _tell(self) -> None:
        """Log when something broke or is well again, and not each time it is asked."""
        faults = "; ".join(f"{a.name}: {a.fault}" for a in self._answers if a.fault)
        if faults != self._told:
            logger.warning("Readiness: %s", faults or "all is well again.")
        self._told = faults


def ask(need: Need) -> Answer:
    """Ask for one thing; whatever goes wrong is the answer."""
    began = monotonic()
    try:
        need.ask()
        fault = ""
    except NotReadyError as error:
        fault = str(error)
    except Exception as error:  # noqa: BLE001
        fault = f"{type(error).__name__}: {error}"
    return Answer(need.name, fault, round((monotonic() - began) * 1000, 1))


def discover() -> None:
    """Know what each app needs, by its module `needs`; the ground comes first."""
    import_module("home.needs")
    autodiscover_modules("needs")
