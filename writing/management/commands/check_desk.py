"""Ask the publish gate about drafts and live reviews, for the desk of the CMS."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.template.defaultfilters import pluralize

from writing.desk.checking import check_due, due
from writing.models import ReviewPage

MOST = 200


class Command(BaseCommand):
    """Run every few minutes; what has not changed is checked once a day."""

    help = (
        "Ask the publish gate about drafts and live reviews, and keep what it finds "
        "for the desk. What has changed comes first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="check again what has not changed"
        )
        parser.add_argument(
            "--at-most", type=int, default=MOST, help="this many reviews (%(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        keys = due(ReviewPage.objects.all(), every=options["all"])
        done = check_due(keys, most=max(0, options["at_most"]))
        if options["verbosity"]:
            left = f", {done.left} left for the next time" if done.left else ""
            noun = f"review{pluralize(done.checked)}"
            self.stdout.write(f"Checked {done.checked} {noun}{left}.")
