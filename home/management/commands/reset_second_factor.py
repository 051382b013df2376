"""See docs/operations.md."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.models import User
from home.security.second_factor.devices import remove


class Command(BaseCommand):
    help = "Remove the app and the recovery codes of a person who lost them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the name under which the person signs in")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"Nobody is called {name}.")
        if not remove(user):
            raise CommandError(f"{name} has no second factor.")
        self.stdout.write(f"{name} signs in with the password alone.")
