"""The shape of a line in the log: for people, or as JSON for machines.

What belongs to a request ends with its id. Addresses that are secrets are cut.
"""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from logging import Formatter, LogRecord
from typing import Any

from home.health.answering import current


class Line(Formatter):
    """`WARNING django.request: Not Found: /nowhere/ [4f1d2c3b4a596877]`"""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("{levelname} {name}: {message}", style="{")
        starts = "|".join(re.escape(start) for start in secrets)
        self._secret = re.compile(rf"({starts})[^\s\"'?]+") if starts else None

    def cut(self, text: str) -> str:
        """The text with every secret address cut after what anybody knows of it."""
        return self._secret.sub(r"\1…", text) if self._secret else text

    def formatMessage(self, record: LogRecord) -> str:
        line = super().formatMessage(record)
        answering = current()
        line = f"{line} [{answering.id}]" if answering else line
        # What takes more lines, and stands among the fields of JSON.
        return f"{line}{getattr(record, 'more', '')}"

    def format(self, record: LogRecord) -> str:
        return self.cut(super().format(record))


class JsonLine(Line):
    """One object a line; what a record carries as `fields` stands beside the rest."""

    def format(self, record: LogRecord) -> str:
        answering = current()
        written: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": answering.id if answering else None,
            "process": record.process,
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            written["traceback"] = self.formatException(record.exc_info)
        line = json.dumps(written, ensure_ascii=False, default=str)
        return self.cut(line)
