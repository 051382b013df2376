"""Set up page tree, groups, permissions and moderation; safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from writing import site_setup


class Command(BaseCommand):
    """See writing/site_setup.py."""

    help = "Set up page tree, groups, permissions and moderation; idempotent."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        home, index = site_setup.prepare_tree()
        site_setup.prepare_site(home)
        site_setup.prepare_groups(home, index)
        site_setup.prepare_moderation()
