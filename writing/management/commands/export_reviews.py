from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from writing.bundles.library import is_library
from writing.bundles.library_export import export_library


class Command(BaseCommand):
    help = "Write reviews into a folder, as docs/bundle-format.md describes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument(
            "--slug", action="append", default=[], help="only this review; repeatable"
        )
        parser.add_argument(
            "--drafts",
            action="store_true",
            help="the latest draft, also of reviews that are live",
        )
        parser.add_argument(
            "--force",
            action="store_true",
            help="write into a folder that holds something else",
        )

    def handle(
        self,
        *args: Any,
        directory: Path,
        slug: list[str],
        drafts: bool,
        force: bool,
        **options: Any,
    ) -> None:
        if directory.exists() and not (force or is_library(directory)):
            raise CommandError(f"{directory} holds something else; --force to go on.")
        try:
            exported = export_library(directory, slug, drafts=drafts, force=force)
        except FileExistsError as error:
            raise CommandError(f"{error} Add --force to go on.") from error
        if missing := sorted(set(slug) - set(exported.written)):
            raise CommandError(f"There is no review {', '.join(missing)}.")
        self.stdout.write(f"{len(exported.written)} written to {directory}")
        for sentence in exported.missing:
            self.stderr.write(sentence)
        if exported.missing:
            raise SystemExit(1)
