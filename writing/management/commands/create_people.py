"""Create the first three people: an editor, a moderator and an administrator."""

import os
import secrets
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from home.models import User
from writing.site_setup import EDITORS, MODERATORS

PEOPLE = (
    ("editor", EDITORS, "EDITOR_PASSWORD"),
    ("moderator", MODERATORS, "MODERATOR_PASSWORD"),
    ("administrator", None, "ADMIN_PASSWORD"),
)


class Command(BaseCommand):
    """Does nothing where anybody has an account."""

    help = "Create an editor, a moderator and an administrator in an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="only see whether the passwords that are given would be taken",
        )

    @transaction.atomic
    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if User.objects.exists():
            return
        given = given_passwords()
        if check:
            return
        self.stdout.write("Accounts made; these passwords are shown this once:")
        for name, group, variable in PEOPLE:
            password = given.get(name) or secrets.token_urlsafe(12)
            self._create(name, group, password)
            shown = f"(from {variable})" if name in given else password
            self.stdout.write(f"  {name:<14} {shown}")

    def _create(self, name: str, group: str | None, password: str) -> None:
        users = User.objects
        if group is None:
            users.create_superuser(name, email_of(name), password)
            return
        user = users.create_user(name, email_of(name), password)
        user.groups.add(Group.objects.get(name=group))


def given_passwords() -> dict[str, str]:
    """Those of the environment, by whose they are, under the rules of the CMS."""
    given = {
        name: password
        for name, _, variable in PEOPLE
        if (password := os.environ.get(variable, ""))
    }
    for name, _, variable in PEOPLE:
        if name in given and (why := refused(name, given[name])):
            raise CommandError(f"{variable} can't be used: {why} Choose another.")
    return given


def refused(name: str, password: str) -> str:
    """Why somebody may not have a password; empty if they may."""
    try:
        validate_password(password, User(username=name, email=email_of(name)))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def email_of(name: str) -> str:
    return f"{name}@localhost"
