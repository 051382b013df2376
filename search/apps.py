"""What readers look for."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    default_auto_field = "django.db.models.BigAutoField"
    # Derived from reviews: made again after a restore.
    not_in_backups = frozenset(
        {"facet", "indexed", "indexing", "passage", "suggestion", "word"}
    )

    def ready(self) -> None:
        from search import signals  # noqa: F401, PLC0415
        from search.backends.fts5 import upkeep  # noqa: PLC0415

        upkeep.begin(self)
