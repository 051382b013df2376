"""Rows as lines of JSON, and back, by the plain kind of each column."""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import ExpressionWrapper, F, Model

from home.backup.contents import KINDS, Column, kind_of

AT_ONCE = 200


def lines_of(model: type[Model]) -> Iterator[bytes]:
    """The rows of the model's own table in the order of their keys."""
    # Fields that would make objects of what is stored are passed by.
    values = [
        ExpressionWrapper(F(field.attname), output_field=KINDS[kind_of(field)])
        for field in model._meta.local_concrete_fields
    ]
    rows = model._base_manager.order_by(F("pk")).values_list(*values)
    for row in rows.iterator(chunk_size=AT_ONCE):
        line = json.dumps(row, default=plain, ensure_ascii=False, separators=(",", ":"))
        yield f"{line}\n".encode()


def plain(value: object) -> str:
    """What JSON has no word for, as the field of its kind reads it back."""
    match value:
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes() | memoryview():
            return b64encode(value).decode("ascii")
    raise TypeError(f"{type(value)} is no kind of a column.")


def row_of(line: bytes, columns: Sequence[Column]) -> list[Any]:
    """What the database is to be given for a line."""
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(columns):
        raise ValueError("a row has other columns than its table")
    fields = [KINDS[column.kind] for column in columns]
    return [
        field.get_db_prep_save(field.to_python(value), connection)
        for field, value in zip(fields, values, strict=True)
    ]
