"""How the CMS lists what stands below the Writing index."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F
from wagtail.admin.ui.tables import Column, DateColumn, Table
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page, PageQuerySet

from writing.models import TaggedReview

_wagtails = {column.name: column for column in ExplorableIndexView.base_columns}


def tags_of(page: Page) -> str:
    """A review's tags as the view noted them; empty for other pages."""
    return ", ".join(getattr(page, "tag_names", ()))


COLUMNS = [
    _wagtails["bulk_actions"],
    _wagtails["title"],
    Column("paper_title", label="Paper", sort_key="paper_title", width="12%"),
    Column("tags", label="Tags", accessor=tags_of, width="18%"),
    DateColumn("published_day", label="Published", sort_key="published_day"),
    _wagtails["latest_revision_created_at"],
    _wagtails["status"],
]


class WritingExplorerView(ExplorableIndexView):
    """The explorer with paper, tags and date beside each review."""

    base_columns = COLUMNS

    def annotate_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        annotated: PageQuerySet = super().annotate_queryset(pages)
        return annotated.annotate(
            paper_title=F("reviewpage__paper__short_title"),
            published_day=F("reviewpage__published_on"),
        )

    def get_valid_orderings(self) -> list[str]:
        """A search can't be ordered by what stands beside the page."""
        valid: list[str] = super().get_valid_orderings()
        beside = {"paper_title", "published_day"} if self.is_searching else set()
        return [order for order in valid if order.lstrip("-") not in beside]

    def get_table(self, object_list: Iterable[Page]) -> Table:
        pages = list(object_list)
        names = defaultdict(list)
        for tagged in TaggedReview.objects.filter(
            content_object__in=[page.pk for page in pages]
        ).select_related("tag"):
            names[tagged.content_object_id].append(tagged.tag.name)
        for page in pages:
            page.tag_names = names[page.pk]
        return super().get_table(pages)
