"""Joins the style sheets of a kind of page into one file, which a page waits for once.

A sheet a component is how they are written; over HTTP/1.1 each would be a round trip
before the first paint. `STYLE_SHEETS` in the settings says what is joined, in order.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder, find
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage


class JoinedSheetsFinder(BaseFinder):
    """Gives the joined sheets like any other static file."""

    @property
    def storage(self) -> FileSystemStorage:
        """Where they are written before they are collected or served."""
        return FileSystemStorage(location=str(Path(settings.DATA_DIR, "sheets")))

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of a joined sheet, written anew if a part of it has changed."""
        if path not in settings.STYLE_SHEETS:
            return [] if find_all else None
        found = str(self._written(path))
        return [found] if find_all else found

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in settings.STYLE_SHEETS:
            self._written(path)
            yield path, self.storage

    def _written(self, path: str) -> Path:
        parts = [Path(str(find(part))) for part in settings.STYLE_SHEETS[path]]
        text = "\n".join(part.read_text() for part in parts)
        joined = Path(self.storage.path(path))
        if not joined.is_file() or joined.read_text() != text:
            joined.parent.mkdir(parents=True, exist_ok=True)
            # In one step, by a name of its own: others may read it, or write it too.
            with NamedTemporaryFile("w", dir=joined.parent, delete=False) as fresh:
                fresh.write(text)
            Path(fresh.name).replace(joined)
        return joined
