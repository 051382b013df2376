"""What a panel of the desk lists, and the panel itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page

ROWS = 8


@dataclass(frozen=True)
class Row:
    """One line of a panel: what it is, where it is dealt with, what to know of it."""

    title: str
    url: str
    says: str = ""
    when: date | datetime | None = None
    # A word or two in a frame; `grave` ones stand out.
    mark: str = ""
    grave: bool = False


@dataclass(frozen=True)
class Listed:
    """The first rows of a list, how many there are, and where all of them are."""

    rows: list[Row] = field(default_factory=list)
    total: int = 0
    address: str = ""

    @classmethod
    def of(cls, rows: Iterable[Row], address: str = "") -> Self:
        """A list that is at hand whole."""
        every = list(rows)
        return cls(every[:ROWS], len(every), address)

    @property
    def has_more(self) -> bool:
        """Whether the panel does not show all of them."""
        return self.total > len(self.rows)


def first(found: QuerySet[Any]) -> tuple[list[Any], int]:
    """The first rows of a query, and how many there are: two queries."""
    return list(found[:ROWS]), found.count()


def edit_url(page_id: int, block: str = "") -> str:
    """Where a page is edited, at a block of it."""
    url = reverse("wagtailadmin_pages:edit", args=[page_id])
    return f"{url}#:w:contentpath=body.{block}" if block else url


def object_url(kind: ContentType, key: str) -> str:
    """Where a page or a snippet is edited that a workflow or a revision names."""
    model = kind.model_class()
    if model is None or issubclass(model, Page):
        return edit_url(int(key))
    return reverse(f"wagtailsnippets_{kind.app_label}_{kind.model}:edit", args=[key])


class DeskPanel(Component):
    """A panel of the home page: hidden when it has nothing to say."""

    name = ""
    heading = ""
    icon = "list-ul"
    order = 200
    template_name = "writing/admin/desk/panel.html"
    # What an empty panel says; one without such a sentence is not shown.
    empty = ""

    def listed(self, user: Any) -> Listed:
        """What the panel shows to this person."""
        raise NotImplementedError

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        request = (parent_context or {})["request"]
        return {
            "panel": self,
            "listed": self.listed(request.user),
            "request": request,
            "csrf_token": (parent_context or {}).get("csrf_token"),
        }
