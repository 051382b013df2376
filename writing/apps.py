"""What is published: papers, reviews, series, and the checks they pass."""

from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "writing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from writing import signals, version_signals  # noqa: F401, PLC0415
