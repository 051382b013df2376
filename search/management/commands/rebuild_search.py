"""Bring the whole index up to date: Wagtail's of pages, and what is derived."""

import fcntl
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from search.indexing import rebuilding


@contextmanager
def alone() -> Iterator[None]:
    """Refuse a second rebuild from this directory; a kill leaves no lock behind."""
    with Path(settings.DATA_DIR, "rebuild-search.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError("The index is being rebuilt already.") from error
        yield


class Command(BaseCommand):
    """Publishing keeps the index up to date: this is for upgrades and after damage."""

    help = (
        "Bring the search index up to date, going on where an interrupted rebuild "
        "stopped. The site may be in use."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from-start",
            action="store_true",
            help="Empty the index first: nothing is found until it is read again.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.verbosity = options["verbosity"]
        with alone():
            indexing = rebuilding.begin(anew=options["from_start"])
            if not indexing.pages_done:
                self.say("Indexing pages")
                call_command("update_index", verbosity=0)
                rebuilding.pages_are_done()
            rebuilding.forget_the_hidden()
            for progress in rebuilding.go_on():
                self.say(f"Indexed {progress.done} of {progress.total} reviews")
            self.say("The search index is up to date.")

    def say(self, line: str) -> None:
        """Tell of progress at once, for who waits."""
        if self.verbosity:
            self.stdout.write(line)
            self.stdout.flush()
