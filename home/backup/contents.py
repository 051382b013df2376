"""What belongs in a backup: every table but what can be made again."""

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Field, Model

from home.backup.faults import BackupError

# Apps of our own name theirs as `not_in_backups` in their AppConfig.
LEFT_OUT = {
    "axes": {
        *("accessattempt", "accessattemptexpiration"),
        *("accessfailurelog", "accesslog"),
    },
    "sessions": {"session"},
    "wagtailadmin": {"editingsession"},
    "wagtailembeds": {"embed"},
    "wagtailsearch": {"indexentry", "sqliteftsindexentry"},
}
# A view of another table: it can't be emptied, and follows by itself.
VIRTUAL = "wagtailsearch_indexentry_fts"

WHOLE, TEXT = models.BigIntegerField(), models.TextField()
# The plain field by which a column is read and written, by Django's internal type.
KINDS: dict[str, Field] = {
    "AutoField": WHOLE,
    "BigAutoField": WHOLE,
    "BigIntegerField": WHOLE,
    "BinaryField": models.BinaryField(),
    "BooleanField": models.BooleanField(),
    "CharField": TEXT,
    "DateField": models.DateField(),
    "DateTimeField": models.DateTimeField(),
    "FileField": TEXT,
    "FloatField": models.FloatField(),
    "GenericIPAddressField": models.GenericIPAddressField(),
    "IntegerField": WHOLE,
    # As it stands in the database: parsing it would lose what SQL and JSON call null.
    "JSONField": TEXT,
    "PositiveBigIntegerField": WHOLE,
    "PositiveIntegerField": WHOLE,
    "PositiveSmallIntegerField": WHOLE,
    "SlugField": TEXT,
    "SmallIntegerField": WHOLE,
    "TextField": TEXT,
    "UUIDField": models.UUIDField(),
}


class Column(NamedTuple):
    """A column, and the kind of what is in it."""

    name: str
    kind: str


def kept_models() -> list[type[Model]]:
    """The models whose rows are kept, those that join two models among them."""
    return [model for model in tables() if not is_left_out(model)]


def tables() -> Iterator[type[Model]]:
    """Every model with a table of its own."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def is_left_out(model: type[Model]) -> bool:
    """Whether its rows can be made again, or mean nothing elsewhere."""
    options = model._meta
    named = getattr(apps.get_app_config(options.app_label), "not_in_backups", ())
    return options.model_name in {*named, *LEFT_OUT.get(options.app_label, ())}


def columns_of(model: type[Model]) -> list[Column]:
    """The columns of the model's own table."""
    return [
        Column(str(field.column), kind_of(field))
        for field in model._meta.local_concrete_fields
    ]


def kind_of(field: Field) -> str:
    """Its kind; a foreign key's is that of what it points at."""
    while field.remote_field:
        field = field.target_field  # type: ignore[attr-defined]
    kind = field.get_internal_type()
    if kind not in KINDS:
        raise BackupError(f"{field} is a {kind}, which no backup can hold yet.")
    return kind
