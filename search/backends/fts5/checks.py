"""What must hold of the models for the index to know their objects."""

from typing import Any

from django.core.checks import CheckMessage, Error
from modelsearch.index import get_indexed_models

from search.backends.fts5.rowids import has_integer_key


def integer_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An error for each indexed model whose primary key is no integer."""
    return [
        Error(
            f"{model._meta.label} is indexed, and its primary key is no integer: "
            "the FTS5 search backend has no number for its rows.",
            hint="Give it an integer key, or no search_fields.",
            obj=model,
            id="search.E001",
        )
        for model in get_indexed_models()
        if not has_integer_key(model)
    ]
