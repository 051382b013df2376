"""See docs/operations.md."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.backup.archive import opened
from home.backup.faults import BackupError
from home.backup.making import make
from home.backup.manifest import Manifest


class Command(BaseCommand):
    help = "Write the whole site into one new file; the site may be in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--verify", action="store_true", help="only check a backup that is there"
        )
        parser.add_argument(
            "--without-files", action="store_true", help="keep no upload, only rows"
        )

    def handle(
        self, *args: Any, file: Path, verify: bool, verbosity: int, **options: Any
    ) -> None:
        self.verbosity = verbosity
        try:
            if not verify:
                self.make(file, with_files=not options["without_files"])
            with opened(file) as archive:
                self.say(summary(file, archive.manifest))
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            reason = f"{error.filename or file}: {error.strerror or error}"
            raise CommandError(f"There is no such backup: {reason}.") from error

    def make(self, file: Path, *, with_files: bool) -> None:
        manifest = make(file, self.say, with_files=with_files)
        for name in manifest.missing:
            self.stderr.write(f"{name} is not in the storage, and not in the backup.")
        stamp(file, manifest)

    def say(self, line: str) -> None:
        if self.verbosity:
            self.stdout.write(line)
            self.stdout.flush()


def stamp(file: Path, manifest: Manifest) -> None:
    """Tell who watches the site that there is a backup."""
    told = {
        "made_at": manifest.made_at,
        "file": str(file.resolve()),
        "bytes": file.stat().st_size,
        "missing": len(manifest.missing),
    }
    path = Path(settings.DATA_DIR, "last-backup.json")
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(told))
    draft.rename(path)


def summary(file: Path, manifest: Manifest) -> str:
    rows = sum(table.rows for table in manifest.tables)
    files = sum(name.startswith("files/") for name in manifest.members)
    return (
        f"{file} is whole: {rows} rows and {files} files of {manifest.public_url}, "
        f"{file.stat().st_size / 1_000_000:.1f} MB, made {manifest.made_at}."
    )
