"""How the index numbers objects: content type and primary key in one number.

So no table has to say which row is whose, and the objects of a model are a range.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, Model
from modelsearch.utils import get_descendants_content_types_pks

SHIFT = 40
KEY = (1 << SHIFT) - 1


def rowid(content_type: int, key: int) -> int:
    """The row of an object."""
    if not 0 <= key <= KEY:
        message = f"The primary key {key} does not fit into {SHIFT} bits."
        raise ValueError(message)
    return content_type << SHIFT | key


def rowids(model: type[Model], keys: Iterable[int]) -> list[int]:
    """The rows that objects of a model may have, whichever descendant each one is."""
    types = get_descendants_content_types_pks(model)
    return [rowid(content_type, key) for key in keys for content_type in types]


def content_type(model: type[Model]) -> int:
    """The content type that objects of just this model are indexed under."""
    return ContentType.objects.get_for_model(model).pk


def is_of(model: type[Model], column: str = "rowid") -> str:
    """The condition, in SQL, that a row is of a model or of a descendant."""
    types = sorted(get_descendants_content_types_pks(model))
    if len(types) == 1:
        # FTS5 narrows what it reads by this one.
        first = rowid(types[0], 0)
        return f"{column} BETWEEN {first} AND {first | KEY}"
    return f"({column} >> {SHIFT}) IN ({', '.join(map(str, types))})"


def has_integer_key(model: type[Model]) -> bool:
    """Whether objects of a model can be numbered so."""
    field: Any = model._meta.pk
    while field.remote_field:
        field = field.target_field
    return isinstance(field, IntegerField)
