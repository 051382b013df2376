"""The frame of the site: front page, plain pages, settings, people and images."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_login_failed  # noqa: PLC0415
        from django.db.backends.signals import connection_created  # noqa: PLC0415
        from wagtail.signals import page_published  # noqa: PLC0415

        from home.health import metrics, queries  # noqa: PLC0415

        connection_created.connect(queries.watch)
        page_published.connect(metrics.page_was_published)
        user_login_failed.connect(metrics.login_was_rejected)
