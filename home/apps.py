"""The frame of the site: front page, plain pages, settings, people and images."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from home import triggers


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"
    # Raised by what is restored.
    not_in_backups = frozenset({"generation"})

    def ready(self) -> None:
        pre_migrate.connect(before_migrations, sender=self)
        post_migrate.connect(after_migrations, sender=self)

        from django.contrib.auth.signals import (  # noqa: PLC0415
            user_logged_in,
            user_login_failed,
        )
        from django.db.backends.signals import connection_created  # noqa: PLC0415
        from wagtail.signals import page_published  # noqa: PLC0415

        from home.health import metrics, queries  # noqa: PLC0415
        from home.security.second_factor.gate import ask_anew  # noqa: PLC0415
        from home.security.sessions import session_begins  # noqa: PLC0415

        connection_created.connect(queries.watch)
        page_published.connect(metrics.page_was_published)
        user_logged_in.connect(session_begins)
        user_logged_in.connect(ask_anew)
        user_login_failed.connect(metrics.login_was_rejected)


def before_migrations(using: str, plan: list[Any], **kwargs: Any) -> None:
    """The generation's triggers stand in the way of changes to their tables."""
    if plan:
        triggers.remove(connections[using])


def after_migrations(using: str, **kwargs: Any) -> None:
    """Whatever the migrations changed, or a flush emptied, no kept page shows."""
    triggers.install(connections[using])
