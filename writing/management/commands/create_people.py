"""Create the first three people: an editor, a moderator and an administrator."""

import os
import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

from writing.site_setup import EDITORS, MODERATORS

PEOPLE = (
    ("editor", EDITORS, "EDITOR_PASSWORD"),
    ("moderator", MODERATORS, "MODERATOR_PASSWORD"),
    ("administrator", None, "ADMIN_PASSWORD"),
)


class Command(BaseCommand):
    """Does nothing where anybody has an account."""

    help = "Create an editor, a moderator and an administrator in an empty database."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if get_user_model().objects.exists():
            return
        self.stdout.write("Accounts made; these passwords are shown this once:")
        for name, group, variable in PEOPLE:
            given = os.environ.get(variable, "")
            password = given or secrets.token_urlsafe(12)
            self._create(name, group, password)
            shown = f"(from {variable})" if given else password
            self.stdout.write(f"  {name:<14} {shown}")

    def _create(self, name: str, group: str | None, password: str) -> None:
        users = get_user_model().objects
        email = f"{name}@localhost"
        if group is None:
            users.create_superuser(name, email, password)
            return
        user = users.create_user(name, email, password)
        user.groups.add(Group.objects.get(name=group))
