"""See docs/operations.md."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.backup.archive import opened
from home.backup.faults import BackupError
from home.backup.making import key_mark, public_url
from home.backup.manifest import Manifest
from home.backup.restoring import restore


class Command(BaseCommand):
    help = "Make the site what a backup says it was."
    # The database may have no tables yet.
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="give up what the site has now"
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            with opened(file) as archive:
                self.say(f"{file} is whole, made {archive.manifest.made_at}")
                restore(archive, self.say, replace=replace)
                self.tell_differences(archive.manifest)
        except BackupError as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        except OSError as error:
            reason = f"{error.filename or file}: {error.strerror or error}"
            raise CommandError(f"Nothing was restored. {reason}.") from error
        self.say("The site is restored.")

    def tell_differences(self, manifest: Manifest) -> None:
        """What the new place does otherwise than the old one did."""
        if manifest.key != key_mark():
            self.say(
                "The secret key is another: everybody signs in again, and links to "
                "drafts that were sent out are void."
            )
        if manifest.public_url != public_url():
            self.say(
                f"The backup is of {manifest.public_url}, this is {public_url()}: "
                "prepare_site gives the site its address."
            )

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
