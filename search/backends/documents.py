"""What of an object goes into the index, field by field."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Manager, Model
from modelsearch.index import RelatedFields
from modelsearch.utils import get_descendant_models

from search.backends.words import storable


class FieldPath(NamedTuple):
    """A field that is searched in, and the relations that lead to it."""

    name: str
    boost: float


def field_paths(model: type[Model], kind: Any) -> dict[str, FieldPath]:
    """A model's fields of a kind by their path: `title`, `tags__name`."""
    return dict(_paths(model.get_search_fields(), kind))  # type: ignore[attr-defined]


def _paths(
    fields: Iterable[Any], kind: Any, start: str = ""
) -> Iterator[tuple[str, FieldPath]]:
    for field in fields:
        path = f"{start}{field.field_name}"
        if isinstance(field, RelatedFields):
            yield from _paths(field.fields, kind, f"{path}__")
        elif isinstance(field, kind):
            boost = getattr(field, "boost", None)
            yield path, FieldPath(field.field_name, 1.0 if boost is None else boost)


@cache
def boosts(model: type[Model], kind: Any) -> Mapping[str, float]:
    """How much each field counts in a search for objects of a model.

    A field that only descendants have counts as in the one where it counts most.
    """
    found: dict[str, float] = {}
    for descendant in get_descendant_models(model):
        if issubclass(descendant, model) and hasattr(descendant, "get_search_fields"):
            for path, field in field_paths(descendant, kind).items():
                found[path] = max(found.get(path, 0.0), field.boost)
    own = {path: field.boost for path, field in field_paths(model, kind).items()}
    return found | own


def texts(instance: Model, kind: Any) -> dict[str, str]:
    """The text of each field of a kind; related objects' stand below each other."""
    found: dict[str, list[str]] = defaultdict(list)
    fields = instance.get_search_fields()  # type: ignore[attr-defined]
    for path, text in _values(instance, fields, kind):
        found[path].append(text)
    return {path: storable("\n".join(lines)) for path, lines in found.items()}


def _values(
    instance: Any, fields: Iterable[Any], kind: Any, start: str = ""
) -> Iterator[tuple[str, str]]:
    for field in fields:
        path = f"{start}{field.field_name}"
        if isinstance(field, RelatedFields):
            for related in _related(field.get_value(instance)):
                yield from _values(related, field.fields, kind, f"{path}__")
        elif isinstance(field, kind):
            yield path, _text(field.get_value(instance))


def _related(value: Any) -> Iterable[Any]:
    if value is None:
        return []
    if isinstance(value, Manager):
        return value.all()
    return [value() if callable(value) else value]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_text, value))
    return str(value)
