"""What is published: papers, reviews, series, and the checks they pass."""

from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "writing"
    default_auto_field = "django.db.models.BigAutoField"
    # Uploads wait for an hour.
    not_in_backups = frozenset({"bundleupload"})

    def ready(self) -> None:
        from writing import (  # noqa: PLC0415
            signals,  # noqa: F401
            version_signals,  # noqa: F401
            visibility_signals,  # noqa: F401
        )
