"""Render live reviews again whose stored rendering is out of date."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from writing import publication
from writing.announcements import announce
from writing.models import ReviewPage


class Command(BaseCommand):
    """Called after an upgrade: a new renderer has a new version."""

    help = "Render live reviews whose stored rendering is older than the renderer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="Render the others as well."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        drawn = 0
        for pk in ReviewPage.objects.live().values_list("pk", flat=True):
            with transaction.atomic():
                review = publication.held(pk)
                if review and publication.record(review, anew=options["all"]):
                    announce([pk])
                    drawn += 1
        if options["verbosity"]:
            self.stdout.write(f"Rendered {drawn} reviews.")
