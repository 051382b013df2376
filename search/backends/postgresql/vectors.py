"""What stands in the vectors of index entries, and in queries for them."""

from typing import Any

from django.db.models import Model
from modelsearch.backends.database.postgres import weights
from modelsearch.index import AutocompleteField

from search.backends.documents import field_paths
from search.backends.words import folded, words

# PostgreSQL refuses longer ones.
LONGEST_WORD = 255


def indexable(text: str) -> str:
    """The words of a text as they stand in a vector or in a query for it."""
    return " ".join(word[:LONGEST_WORD] for word in words(folded(text)))


def is_title(path: str) -> bool:
    """Whether a field is of those that Wagtail keeps in an entry's `title`."""
    return path.rpartition("__")[2] == "title"


def labels_of(model: type[Model], kind: Any) -> dict[str, str]:
    """The weight, A to D, that words of each field have in a vector.

    Fields for autocomplete have no boosts; there a weight only says which field it is.
    """
    paths = field_paths(model, kind)
    if kind is AutocompleteField:
        return {path: "ABCD"[min(n, 3)] for n, path in enumerate(paths)}
    return {path: weights.get_weight(field.boost) for path, field in paths.items()}
