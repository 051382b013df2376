"""Keeping the index's tables as the models want them."""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.contrib.contenttypes.models import ContentType
from django.core import checks
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.db.models.signals import post_migrate
from modelsearch.backends import get_search_backend
from modelsearch.index import get_indexed_models

from search.backends.fts5.checks import integer_keys
from search.backends.fts5.index import FTS5Index
from search.backends.fts5.tables import TABLES

AT_ONCE = 500


def begin(app: AppConfig) -> None:
    """Keep the tables of this backend from now on, if the database is SQLite."""
    if connection.vendor == "sqlite":
        checks.register(integer_keys)
        post_migrate.connect(after_migrate, sender=app)


def after_migrate(using: str, plan: Any = None, **kwargs: Any) -> None:
    """Make tables that are missing or not as the models are now, and fill them.

    For `post_migrate`, which is also sent when a database was emptied, without a plan:
    then there are rows to remove.
    """
    if using != connection.alias or (plan is not None and has_more_to_migrate()):
        return
    # The content types may be other ones than before.
    ContentType.objects.clear_cache()
    index = FTS5Index(get_search_backend())
    with transaction.atomic():
        if all(table.fits() for table in TABLES):
            index.delete_stale_entries()
        else:
            index.reset()
            fill(index)


def has_more_to_migrate() -> bool:
    """Whether the models' tables may lack what the models have."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def fill(index: FTS5Index) -> None:
    """Index every object there is."""
    for model in get_indexed_models():
        for objects in _at_once(model):
            index.add_items(model, objects)


def _at_once(model: type[Model]) -> Iterator[list[Model]]:
    objects = model.get_indexed_objects().order_by("pk")  # type: ignore[attr-defined]
    last = -1
    while found := list(objects.filter(pk__gt=last)[:AT_ONCE]):
        yield found
        last = found[-1].pk
