"""The frame of the site: front page, plain pages, settings, people and images."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from home import triggers


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(before_migrations, sender=self)
        post_migrate.connect(after_migrations, sender=self)


def before_migrations(using: str, plan: list[Any], **kwargs: Any) -> None:
    """The generation's triggers stand in the way of changes to their tables."""
    if plan:
        triggers.remove(connections[using])


def after_migrations(using: str, **kwargs: Any) -> None:
    """Whatever the migrations changed, or a flush emptied, no kept page shows."""
    triggers.install(connections[using])
