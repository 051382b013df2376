"""Writing index entries."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Model, Value
from modelsearch.backends.database.postgres import postgres
from modelsearch.conf import get_app_config
from modelsearch.index import AutocompleteField, SearchField
from modelsearch.utils import get_content_type_pk

from search.backends.documents import texts
from search.backends.postgresql.vectors import indexable, is_title, labels_of

IndexEntry = get_app_config().get_model("IndexEntry", require_ready=False)
WRITTEN = ["title", "body", "autocomplete", "title_norm", "title_text", "body_text"]
# PostgreSQL refuses a vector of more than a million bytes.
LONGEST_TEXT = 250_000


class PostgreSQLIndex(postgres.PostgresIndex):
    """Wagtail's index entries, each written without a look at the others."""

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: ranks are divided by length, which no other entry has a part in."""

    def add_items(self, model: type[Model], objs: Sequence[Model]) -> None:
        content_type = get_content_type_pk(model)
        entries = [self._entry(content_type, instance) for instance in objs]
        IndexEntry._default_manager.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=WRITTEN,
        )

    def _entry(self, content_type: int, instance: Model) -> Model:
        labels = labels_of(type(instance), SearchField)
        found = texts(instance, SearchField)
        title = {path: text for path, text in found.items() if is_title(path)}
        body = {path: text for path, text in found.items() if not is_title(path)}
        return IndexEntry(
            content_type_id=content_type,
            object_id=str(instance.pk),
            title=self._vector(title, labels, self.backend.config),
            # Whole, so that one vector is asked, and unpacked, for all fields.
            body=self._vector(found, labels, self.backend.config),
            autocomplete=self._vector(
                texts(instance, AutocompleteField),
                labels_of(type(instance), AutocompleteField),
                self.backend.autocomplete_config,
            ),
            title_norm=1.0,
            title_text=" ".join(filter(None, title.values())),
            body_text=" ".join(filter(None, body.values())),
        )

    @staticmethod
    def _vector(texts: dict[str, str], labels: dict[str, str], config: str) -> Any:
        vector: Any = SearchVector(Value(""), config=config)
        for path, text in texts.items():
            words = Value(indexable(text[:LONGEST_TEXT]))
            vector += SearchVector(words, weight=labels[path], config=config)
        return vector
