"""Visit the outside addresses of live reviews."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from writing.link_checks.rounds import check_links

MOST = 200


class Command(BaseCommand):
    """Run once a day; each run visits what was visited longest ago."""

    help = (
        "Visit the outside addresses of live reviews, one request a host at a time, "
        "and note which do not answer. None is visited twice within 20 hours."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--at-most", type=int, default=MOST, help="this many (%(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tally = check_links(max(0, options["at_most"]))
        if options["verbosity"]:
            self.stdout.write(f"{tally}.")
